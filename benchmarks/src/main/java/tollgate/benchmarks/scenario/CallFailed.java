package tollgate.benchmarks.scenario;

/** A request got no useful answer; expected under load, so it carries no stack trace. */
final class CallFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure kind;
  private final int retryAfterMillis;

  CallFailed(Failure kind, int retryAfterMillis, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfterMillis = retryAfterMillis;
  }

  Failure kind() {
    return kind;
  }

  /** When the platform wants to be asked again; 0 when it does not say. */
  int retryAfterMillis() {
    return retryAfterMillis;
  }
}
