package tollgate.benchmarks.domain;

/** A benchmark got an answer that is not the known one; the message names the check. */
public final class WrongAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongAnswer(String check, String found) {
    super("check '" + check + "' failed: " + found);
  }
}
