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
 * more than the largest few. A metric {@code response.p99} is counted by {@code response.samples}.
 *
 * <p>Where that is missing although other samples of the benchmark are counted, as ours all are, it
 * was forgotten, and says nothing of enough. Another's jar may know no such counts at all: its
 * percentiles are taken as they are.
 */
final class PercentileSamples {
  private static final Pattern PERCENTILE = Pattern.compile("(.+)\\.p(\\d+(?:\\.\\d+)?)");

  private static final String COUNT = ".samples";

  /** Samples expected beyond the percentile. */
  private static final int BEYOND = 5;

  private PercentileSamples() {}

  /**
   * Why a percentile says little.
   *
   * @param metric its name
   * @param results of one benchmark, whose samples are taken together
   * @return empty when there are enough, when nothing is counted, or when it is no percentile
   */
  static Optional<String> tooFew(String metric, List<Result> results) {
    Matcher name = PERCENTILE.matcher(metric);
    if (!name.matches()) {
      return Optional.empty();
    }
    double above = 100 - Double.parseDouble(name.group(2));
    if (!(above > 0)) {
      return Optional.empty();
    }
    String count = name.group(1) + COUNT;
    List<Metric> counts =
        results.stream()
            .flatMap(result -> Optional.ofNullable(result.secondary().get(count)).stream())
            .toList();
    if (counts.isEmpty()) {
      return counted(results)
          ? Optional.of("rests on nobody knows how many samples: there is no " + count)
          : Optional.empty();
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

  /** Whether any samples are counted. */
  private static boolean counted(List<Result> results) {
    return results.stream()
        .flatMap(result -> result.secondary().keySet().stream())
        .anyMatch(metric -> metric.endsWith(COUNT));
  }

  private static double sum(Samples counts) {
    return IntStream.range(0, counts.forkCount())
        .mapToObj(counts::fork)
        .flatMapToDouble(DoubleStream::of)
        .sum();
  }
}
