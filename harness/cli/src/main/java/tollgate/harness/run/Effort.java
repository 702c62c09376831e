package tollgate.harness.run;

import java.util.ArrayList;
import java.util.List;

/** How long a run may take: forks × iterations × time. */
public enum Effort {
  /**
   * The suite quick at one thread count in under 4 minutes on two cores, everything in under 10.
   */
  QUICK("-f", "5", "-wi", "2", "-w", "300ms", "-i", "2", "-r", "300ms"),
  /** Enough forks for a verdict on changes of a few percent. */
  STANDARD("-f", "5", "-wi", "5", "-w", "1s", "-i", "5", "-r", "1s"),
  /** What each benchmark's own annotations ask for. */
  FULL();

  private static final int MANY = 40;
  private static final String FORKS_OF_MANY = "2";

  private final List<String> jmhArguments;

  Effort(String... jmhArguments) {
    this.jmhArguments = List.of(jmhArguments);
  }

  /** Options of JMH's command line. */
  public List<String> jmhArguments() {
    return jmhArguments;
  }

  /**
   * Options of JMH's command line for many benchmarks at once: {@link #QUICK} makes {@value
   * #FORKS_OF_MANY} forks of each then, because five would take twenty minutes.
   *
   * @param measurements benchmarks with their parameters, at one thread count
   */
  public List<String> jmhArguments(int measurements) {
    if (this != QUICK || measurements <= MANY) {
      return jmhArguments;
    }
    List<String> fewer = new ArrayList<>(jmhArguments);
    fewer.set(fewer.indexOf("-f") + 1, FORKS_OF_MANY);
    return List.copyOf(fewer);
  }
}
