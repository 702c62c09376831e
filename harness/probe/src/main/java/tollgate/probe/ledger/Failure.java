package tollgate.probe.ledger;

/** Why there is no ledger. Each becomes a metric {@code ledger.failed.<label>}. */
enum Failure {
  NO_SCHEDSTAT(
      "noSchedstat",
      "this system has no /proc/self/task/*/schedstat, or keeps zeros in it, so the run queue is"
          + " unknown"),
  NO_CPU_CLOCK("noCpuClock", "this JVM has no processor clock per thread"),
  NO_RECORDING("noRecording", "the fork left no flight recording"),
  NO_WINDOW("noWindow", "the workers' clocks could not be read inside the measured loop"),
  THROTTLED("throttled", "a throttle was active in the recording, so its sums are too small"),
  THRESHOLD("threshold", "another recording raised a threshold or switched an event off"),
  DATA_LOSS("dataLoss", "the recording lost data"),
  OTHER_EXECUTOR(
      "otherExecutor",
      "the benchmark asks for an executor of its own (jmh.executor), virtual threads for instance,"
          + " whose waits are not recorded"),
  SINGLE_SHOT("singleShot", "single shots have no measured loop"),
  NO_OPERATIONS("noOperations", "an iteration measured no operation");

  private final String label;
  private final String meaning;

  Failure(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  String label() {
    return label;
  }

  String meaning() {
    return meaning;
  }
}
