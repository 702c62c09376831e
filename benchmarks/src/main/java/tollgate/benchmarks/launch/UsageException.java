package tollgate.benchmarks.launch;

/** The invocation cannot begin; the message is one line that says what is wrong and what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
