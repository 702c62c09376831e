package tollgate.harness.run;

import java.nio.file.Path;
import java.util.List;

/**
 * One JMH process of a run.
 *
 * @param label for people, for example {@code 50 threads} or {@code 50 threads, recorded}
 * @param purpose what it is for; only {@link Purpose#SCORED} scores count
 * @param command the whole command line
 * @param result where JMH writes its result, at the very end
 * @param forks folder in which results are kept as forks end
 * @param weight its expected share of the run's time, relative to the other invocations
 */
record Invocation(
    String label, Purpose purpose, List<String> command, Path result, Path forks, double weight) {
  Invocation {
    command = List.copyOf(command);
  }

  /** Whether its scores count. */
  boolean scored() {
    return purpose == Purpose.SCORED;
  }

  /** The environment beside a result: {@code X.env.json} for {@code X.json}. */
  static Path environment(Path result) {
    String name = String.valueOf(result.getFileName());
    return result.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".env.json");
  }
}
