package tollgate.harness.model;

import java.util.List;

/**
 * One measured quantity of a benchmark.
 *
 * @param name {@link #PRIMARY}, or the name of the secondary metric as JMH wrote it (a leading
 *     middle dot of older versions removed)
 * @param unit unit of all values
 * @param direction which way it gets better
 * @param samples forks × iterations; empty of iterations when only a histogram was recorded
 * @param histograms one per fork in {@code sample} mode, else empty
 */
public record Metric(
    String name, Unit unit, Direction direction, Samples samples, List<Histogram> histograms) {

  /** Name of a benchmark's own score. */
  public static final String PRIMARY = "primary";

  public Metric {
    histograms = List.copyOf(histograms);
  }
}
