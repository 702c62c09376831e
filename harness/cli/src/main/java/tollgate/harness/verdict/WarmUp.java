package tollgate.harness.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tollgate.harness.model.Samples;
import tollgate.harness.stats.Drift;

/** Whether forks were still warming up when they were measured. */
final class WarmUp {

  /** Level at which a trend shared by the forks is believed. */
  private static final double LEVEL = 0.001;

  private WarmUp() {}

  /**
   * Why a difference may be nothing but warming up: on one side the forks became cheaper from
   * iteration to iteration, by at least the minimum effect and by as much as the difference.
   *
   * @param difference of log costs
   */
  static Optional<String> explains(Pair pair, double difference) {
    double bound = Math.max(Math.log1p(pair.minimumEffect()), Math.abs(difference));
    return explains(pair, pair.baseline(), "the baseline", bound)
        .or(() -> explains(pair, pair.candidate(), "the candidate", bound));
  }

  private static Optional<String> explains(Pair pair, ForkScores side, String name, double bound) {
    return Drift.of(logCosts(pair, side.samples()))
        .filter(drift -> drift.p() < LEVEL && drift.change() <= -bound)
        .map(
            drift ->
                name
                    + " was still warming up: the last iterations are "
                    + Decision.percent(-Math.expm1(drift.change()))
                    + " cheaper than the first in its forks; warm up longer");
  }

  private static double[][] logCosts(Pair pair, List<Samples> sessions) {
    return sessions.stream()
        .flatMap(samples -> forks(samples))
        .filter(fork -> Arrays.stream(fork).allMatch(score -> score > 0 && Double.isFinite(score)))
        .map(fork -> DoubleStream.of(fork).map(pair.direction()::logCost).toArray())
        .toArray(double[][]::new);
  }

  private static Stream<double[]> forks(Samples samples) {
    return java.util.stream.IntStream.range(0, samples.forkCount()).mapToObj(samples::fork);
  }
}
