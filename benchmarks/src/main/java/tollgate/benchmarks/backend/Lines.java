package tollgate.benchmarks.backend;

/** Turns failures into one line for a person. */
final class Lines {
  private Lines() {}

  /** The first line of the innermost cause's message, or its class when it has none. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElse(message).strip();
  }
}
