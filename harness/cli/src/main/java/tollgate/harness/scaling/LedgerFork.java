package tollgate.harness.scaling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.stats.LogMean;

/**
 * A ledger and how fast the fork worked that took it: the shares of a fork at another speed are not
 * those of the scored ones.
 *
 * @param ledger what it took
 * @param context what it says besides
 * @param speed its throughput relative to the scored forks', 1 for the same
 */
record LedgerFork(Ledger ledger, LedgerContext context, double speed) {

  /** Beyond this ratio of speeds, either way, the difference is told. */
  private static final double NOTED = Math.log(1.1);

  /** Beyond this ratio the split is not used. */
  private static final double REFUSED = Math.log(1.25);

  /**
   * Of all ledgers of one thread count the one whose fork was closest to the scored ones in speed.
   *
   * @param results of one thread count
   * @param unscored those of them that are forks of the ledger alone
   * @param scored the throughput the ledger has to explain
   */
  static Optional<LedgerFork> nearest(
      int threads, List<Result> results, List<Result> unscored, LogMean scored) {
    return results.stream()
        .flatMap(
            result ->
                Ledger.of(result).stream()
                    .map(
                        ledger ->
                            new LedgerFork(
                                ledger,
                                LedgerContext.of(result),
                                speed(threads, result, unscored, ledger, scored))))
        .min(Comparator.comparingDouble(LedgerFork::off));
  }

  /** Why results without a ledger have none. */
  static String missing(List<Result> results) {
    List<String> failures =
        results.stream().flatMap(result -> Ledger.failures(result).stream()).distinct().toList();
    return failures.isEmpty()
        ? "no ledger was taken; run with --ledger"
        : "its ledger failed: " + String.join(", ", failures);
  }

  /** The ledger if it can stand for the scored forks. */
  Answer<Ledger> usable() {
    return off() <= REFUSED
        ? Answer.of(ledger)
        : Answer.cannotSay(
            String.format(
                Locale.ROOT,
                "the ledger's fork ran at %.0f %% of the scored speed, so its split is not theirs",
                100 * speed));
  }

  /** Whether a ledger's fork of that speed is far enough from the scored ones to be told. */
  static boolean differs(OptionalDouble speed) {
    return speed.isPresent() && Math.abs(Math.log(speed.getAsDouble())) > NOTED;
  }

  private double off() {
    return Math.abs(Math.log(speed));
  }

  private static double speed(
      int threads, Result carrier, List<Result> unscored, Ledger ledger, LogMean scored) {
    Metric own = carrier.secondary().get(Ledger.SCORE_METRIC);
    if (own == null && !unscored.contains(carrier)) {
      // Its own scores are the scored ones.
      return 1;
    }
    double[] scores =
        Throughputs.of(own == null ? carrier.primary() : own, carrier.key().mode(), threads);
    boolean told =
        scores.length > 0 && Arrays.stream(scores).allMatch(x -> x > 0 && Double.isFinite(x));
    // Without a score of its own, Little's law gives it: N threads spend the wall time on each.
    double log =
        told ? LogMean.of(scores).mean() : Math.log(threads / (ledger.wallMicros() * 1e-6));
    return Math.exp(log - scored.mean());
  }
}
