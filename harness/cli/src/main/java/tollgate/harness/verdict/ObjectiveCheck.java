package tollgate.harness.verdict;

import java.util.Locale;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Unit;

/**
 * One service-level objective of one benchmark, checked.
 *
 * @param key the benchmark
 * @param metric what is limited
 * @param unit of value, interval and limit
 * @param value mean over all measured iterations of all forks, or the worst of them where each has
 *     to keep the limit; NaN when there is none
 * @param low lower end of its interval; the value itself where it has none
 * @param high upper end
 * @param limit what must be kept
 * @param atMost whether the value may not exceed the limit; else it may not fall below it
 * @param state the conclusion
 * @param reason one sentence for people
 */
public record ObjectiveCheck(
    BenchmarkKey key,
    String metric,
    Unit unit,
    double value,
    double low,
    double high,
    double limit,
    boolean atMost,
    State state,
    String reason) {

  /** What is concluded about an objective. */
  public enum State {
    /** The whole interval keeps the limit. */
    MET,
    /** The interval straddles the limit, there is no figure, or it rests on too few samples. */
    AT_RISK,
    /** The whole interval is beyond the limit. */
    VIOLATED,
    /** The load was not the one that was asked for, so its figures say nothing. */
    VOID;

    /** The words used in every output: {@code met}, {@code at risk}, … */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
