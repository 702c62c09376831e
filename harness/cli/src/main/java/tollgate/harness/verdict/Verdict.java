package tollgate.harness.verdict;

import java.util.Locale;

/**
 * What is concluded about one metric of one benchmark. Decided here, and nowhere downstream again.
 */
public sealed interface Verdict {

  /** Significantly slower, by at least the minimum effect. */
  record Regressed(String reason) implements Verdict {}

  /** Significantly faster, by at least the minimum effect. */
  record Improved(String reason) implements Verdict {}

  /** Shown to lie inside the minimum effect. */
  record Unchanged(String reason) implements Verdict {}

  /** The data cannot tell; the reason says what would. */
  record Inconclusive(String reason) implements Verdict {}

  /** The two sides did not measure the same thing. */
  record Incomparable(String reason) implements Verdict {}

  /** In the baseline only. */
  record Missing(String reason) implements Verdict {}

  /** In the candidate only. */
  record Added(String reason) implements Verdict {}

  /** One sentence for people. */
  String reason();

  /** The word used in every output: {@code regressed}, {@code improved}, … */
  default String label() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
