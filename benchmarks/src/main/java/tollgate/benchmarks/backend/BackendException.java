package tollgate.benchmarks.backend;

/** A backend cannot be started or has died; the message is one line that says which and why. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure without a cause of its own.
   *
   * @param message one line naming the backend, never holding a secret
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message one line naming the backend, never holding a secret
   * @param cause what went wrong
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
