package tollgate.harness.run;

import java.util.List;

/** How long a run may take: forks × iterations × time. */
public enum Effort {
  /** The whole suite at one thread count in under 4 minutes on two cores. */
  QUICK("-f", "5", "-wi", "2", "-w", "300ms", "-i", "2", "-r", "300ms"),
  /** Enough forks for a verdict on changes of a few percent. */
  STANDARD("-f", "5", "-wi", "5", "-w", "1s", "-i", "5", "-r", "1s"),
  /** What each benchmark's own annotations ask for. */
  FULL();

  private final List<String> jmhArguments;

  Effort(String... jmhArguments) {
    this.jmhArguments = List.of(jmhArguments);
  }

  /** Options of JMH's command line. */
  public List<String> jmhArguments() {
    return jmhArguments;
  }
}
