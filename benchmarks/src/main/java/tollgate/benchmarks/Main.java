package tollgate.benchmarks;

import tollgate.benchmarks.launch.Launcher;

/**
 * Runs the benchmarks: JMH's own command line, plus the servers they measure against.
 *
 * <pre>
 * java -jar benchmarks.jar -t 50 -rf json -rff results.json
 * java -jar benchmarks.jar -h
 * </pre>
 */
public final class Main {
  private Main() {}

  /**
   * Runs and exits: 0 measured, 1 as JMH's own main class, 2 bad use of our additions or a backend
   * that cannot start or died.
   *
   * @param args JMH's options and ours, see {@code -h}
   */
  public static void main(String[] args) {
    System.exit(Launcher.launch(args, System.getenv()));
  }
}
