package tollgate.harness.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Samples;

/**
 * Whether a percentile rests on enough samples: at least five have to lie beyond it, so that it is
 * more than the largest few. A metric {@code response.p99} is counted by {@code response.samples},
 * where there is one.
 */
final class PercentileSamples {
  private static final Pattern PERCENTILE = Pattern.compile("(.+)\\.p(\\d+(?:\\.\\d+)?)");

  /** Samples expected beyond the percentile. */
  private static final int BEYOND = 5;

  private PercentileSamples() {}

  /**
   * Why a percentile says little.
   *
   * @param metric its name
   * @param results of one benchmark, whose samples are taken together
   * @return empty when there are enough, when nobody counted, or when it is no percentile
   */
  static Optional<String> tooFew(String metric, List<Result> results) {
    Matcher name = PERCENTILE.matcher(metric);
    if (!name.matches()) {
      return Optional.empty();
    }
    double above = 100 - Double.parseDouble(name.group(2));
    List<Metric> counts =
        results.stream()
            .flatMap(
                result ->
                    Optional.ofNullable(result.secondary().get(name.group(1) + ".samples"))
                        .stream())
            .toList();
    if (counts.isEmpty() || !(above > 0)) {
      return Optional.empty();
    }
    long needed = Math.round(100 * BEYOND / above);
    double samples = counts.stream().map(Metric::samples).mapToDouble(PercentileSamples::sum).sum();
    return samples >= needed
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "rests on too few samples for %s: %.0f, %d are needed",
                metric,
                samples,
                needed));
  }

  private static double sum(Samples counts) {
    return IntStream.range(0, counts.forkCount())
        .mapToObj(counts::fork)
        .flatMapToDouble(DoubleStream::of)
        .sum();
  }
}
