package tollgate.harness.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tollgate.harness.model.InputException;

/** How long a run may take: forks × iterations × time. */
public enum Effort {
  /** A look at every benchmark there is in under 10 minutes on two cores. */
  QUICK("-f", "3", "-wi", "2", "-w", "300ms", "-i", "2", "-r", "300ms"),
  /**
   * A dozen benchmarks in 4 minutes on two cores, settled well enough to be judged: at 50 threads
   * forks of {@link #QUICK} scatter by 5 to 20 %, because they are measured while the compilers
   * still work.
   */
  GATE("-f", "4", "-wi", "4", "-w", "400ms", "-i", "3", "-r", "300ms"),
  /** Enough forks for a verdict on changes of a few percent. */
  STANDARD("-f", "5", "-wi", "5", "-w", "1s", "-i", "5", "-r", "1s"),
  /** What each benchmark's own annotations ask for. */
  FULL();

  /** As command lines and {@code gate.toml} spell them. */
  public static final List<String> NAMES =
      Arrays.stream(values()).map(effort -> effort.name().toLowerCase(Locale.ROOT)).toList();

  private final List<String> jmhArguments;

  Effort(String... jmhArguments) {
    this.jmhArguments = List.of(jmhArguments);
  }

  /**
   * The one of a name that a user gave.
   *
   * @param option where it was given, for the message
   * @throws InputException when there is none
   */
  public static Effort named(String option, String name) {
    int index = NAMES.indexOf(name);
    if (index < 0) {
      throw new InputException(option + ": " + name + " is none of " + String.join(", ", NAMES));
    }
    return values()[index];
  }

  /** Whether another fork for the time ledger is a small part of the whole. */
  public boolean affordsLedger() {
    return this == STANDARD || this == FULL;
  }

  /** Options of JMH's command line. */
  public List<String> jmhArguments() {
    return jmhArguments;
  }
}
