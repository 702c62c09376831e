package tollgate.harness.scaling;

import java.util.Arrays;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;

/** Scores of any mode as operations per second of all threads together. */
final class Throughputs {
  private Throughputs() {}

  /** Operations per second of each fork behind {@code score}; empty when it keeps none. */
  static double[] of(Metric score, Mode mode, int threads) {
    double toBase = score.unit().toBase();
    double[] scores = score.samples().forkMeans();
    if (scores.length == 0) {
      scores = score.histograms().stream().mapToDouble(histogram -> histogram.mean()).toArray();
    }
    // Time per operation is per thread; by Little's law all threads together do N / time.
    return mode == Mode.THROUGHPUT
        ? Arrays.stream(scores).map(each -> each * toBase).toArray()
        : Arrays.stream(scores).map(each -> threads / (each * toBase)).toArray();
  }
}
