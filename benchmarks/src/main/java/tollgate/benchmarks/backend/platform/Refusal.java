package tollgate.benchmarks.backend.platform;

/** A request that is answered with an error on purpose. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterMillis;

  private Refusal(int status, int retryAfterMillis, String message) {
    super(message, null, false, false);
    this.status = status;
    this.retryAfterMillis = retryAfterMillis;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, 0, message);
  }

  static Refusal unauthorized() {
    return new Refusal(401, 0, "log in first");
  }

  static Refusal notFound(String what) {
    return new Refusal(404, 0, what + " does not exist");
  }

  static Refusal conflict(String message) {
    return new Refusal(409, 0, message);
  }

  /** A limit is reached; the same request may be granted soon. */
  static Refusal limit(String message) {
    return new Refusal(429, 20, message);
  }

  /** More work than can be taken on now, or a database that does not answer. */
  static Refusal overloaded(String message) {
    return new Refusal(503, 1_000, message);
  }

  int status() {
    return status;
  }

  /** When to ask again; 0 for never. */
  int retryAfterMillis() {
    return retryAfterMillis;
  }
}
