package tollgate.harness.model;

/**
 * What the user gave cannot be used: exit code 2. The message is one line for people that says what
 * is wrong, where, and what to do; it never carries a secret.
 */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
