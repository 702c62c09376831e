package tollgate.benchmarks.launch;

/** What is said beside JMH's own output, on standard error. */
final class Messages {
  private Messages() {}

  static void progress(String line) {
    System.err.println("# " + line);
  }

  static void error(String line) {
    System.err.println("ERROR: " + line);
  }
}
