package tollgate.benchmarks.backend;

/** Turns failures into one line for a person. */
final class Lines {
  private Lines() {}

  /** What the failure says, and what its innermost cause says where that is something else. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String outer = firstLine(failure);
    String inner = firstLine(cause);
    return outer.contains(inner) ? outer : outer + ": " + inner;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = message.lines().findFirst().orElse(message).strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
