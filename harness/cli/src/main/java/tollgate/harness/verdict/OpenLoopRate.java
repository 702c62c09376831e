package tollgate.harness.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;

/** Whether an open loop offered the load it was asked for. */
final class OpenLoopRate {
  private static final String OFFERED = "rate.offered";
  private static final String ACHIEVED = "rate.achieved";
  private static final double LEAST_SHARE = 0.99;

  private OpenLoopRate() {}

  /** Why a result's figures say nothing about the load it names; empty when they do. */
  static Optional<String> obstacle(Result result) {
    Metric offered = result.secondary().get(OFFERED);
    Metric achieved = result.secondary().get(ACHIEVED);
    if (offered == null || achieved == null) {
      return Optional.empty();
    }
    double asked = mean(offered);
    double begun = mean(achieved);
    // NaN on either side is no rate that was reached.
    return begun >= LEAST_SHARE * asked
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "open-loop rate not reached: %.4g of %.4g requests per second",
                begun,
                asked));
  }

  private static double mean(Metric metric) {
    return Arrays.stream(metric.samples().forkMeans()).average().orElse(Double.NaN);
  }
}
