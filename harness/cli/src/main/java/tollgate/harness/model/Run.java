package tollgate.harness.model;

import java.util.List;
import java.util.Optional;

/**
 * One session: one result file and what lay beside it.
 *
 * @param source where it was read from, for people
 * @param environment empty for JMH JSON that carries none
 * @param results in file order; keys may repeat in files of foreign origin
 * @param warnings what was odd but readable, one line each
 */
public record Run(
    String source, Optional<Environment> environment, List<Result> results, List<String> warnings) {

  public Run {
    results = List.copyOf(results);
    warnings = List.copyOf(warnings);
  }

  /** The class of machines that it was measured on; empty where that is unknown. */
  public Optional<String> machineClass() {
    return environment.map(Environment::machineClass).filter(name -> !name.isEmpty());
  }
}
