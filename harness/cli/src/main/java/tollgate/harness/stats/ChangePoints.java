package tollgate.harness.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Steps in a series of independent values.
 *
 * <p>Values are replaced by their normal scores (van der Waerden), so that outliers and the shape
 * of the noise do not matter. The statistic is the largest standardised difference of means over
 * all splits; its distribution under "no step" depends on the length alone and comes from seeded
 * permutations. A series with a step is searched again on both sides of it (binary segmentation).
 */
public final class ChangePoints {

  /** Fewer values cannot show a step at this level of proof: there are too few orders of them. */
  public static final int FEWEST = 10;

  /** A constant series is called changed less often than 1 time in 100. */
  static final double LEVEL = 0.009;

  private static final int SHORTEST_SIDE = 2;

  /** Below this sum of squares of scores all values are equal but for rounding. */
  private static final double SMALLEST_SPREAD = 1e-9;

  private static final int PERMUTATIONS = 4999;
  private static final long SEED = 20261121;

  private static final Map<Integer, double[]> NULL_DISTRIBUTIONS = new ConcurrentHashMap<>();

  private ChangePoints() {}

  /**
   * One step.
   *
   * @param index of the first value after it
   * @param p probability that a constant series of the length searched shows as large a step
   */
  public record ChangePoint(int index, double p) {}

  /**
   * The steps of a series, in order; none when it is shorter than {@link #FEWEST}.
   *
   * @param values finite, in order of time; only their order by size is used
   */
  public static List<ChangePoint> of(double[] values) {
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a value is not finite");
    }
    List<ChangePoint> found = new ArrayList<>();
    search(values, 0, values.length, found);
    found.sort(Comparator.comparingInt(ChangePoint::index));
    return List.copyOf(found);
  }

  private static void search(double[] values, int from, int to, List<ChangePoint> found) {
    int length = to - from;
    if (length < FEWEST) {
      return;
    }
    double[] scores = normalScores(Arrays.copyOfRange(values, from, to));
    int split = bestSplit(scores);
    if (split < 0) {
      return;
    }
    double p = pValue(statistic(scores, split), length);
    if (p <= LEVEL) {
      int step = from + closestSplit(Arrays.copyOfRange(values, from, to));
      found.add(new ChangePoint(step, p));
      search(values, from, step, found);
      search(values, step, to, found);
    }
  }

  /**
   * The split that leaves the smallest absolute deviations from the medians of both sides. Ranks
   * say that there is a step; where it is the values themselves tell better, since the order inside
   * a level must not matter.
   */
  private static int closestSplit(double[] values) {
    int best = SHORTEST_SIDE;
    double smallest = Double.POSITIVE_INFINITY;
    for (int split = SHORTEST_SIDE; split <= values.length - SHORTEST_SIDE; split++) {
      double deviation = deviation(values, 0, split) + deviation(values, split, values.length);
      if (deviation < smallest) {
        smallest = deviation;
        best = split;
      }
    }
    return best;
  }

  private static double deviation(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    return Arrays.stream(sorted).map(value -> Math.abs(value - median)).sum();
  }

  /** Normal scores of the ranks; equal values share the mean of theirs. */
  private static double[] normalScores(double[] values) {
    int n = values.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] scores = new double[n];
    for (int start = 0; start < n; ) {
      int end = start + 1;
      while (end < n && values[order[end]] == values[order[start]]) {
        end++;
      }
      double sum = 0;
      for (int rank = start; rank < end; rank++) {
        sum += score(rank, n);
      }
      for (int rank = start; rank < end; rank++) {
        scores[order[rank]] = sum / (end - start);
      }
      start = end;
    }
    return scores;
  }

  private static double score(int rank, int n) {
    return NormalDistribution.of(0, 1).inverseCumulativeProbability((rank + 1.0) / (n + 1.0));
  }

  /** Where the standardised difference is largest; −1 when all values are equal. */
  private static int bestSplit(double[] scores) {
    int best = -1;
    double largest = 0;
    for (int split = SHORTEST_SIDE; split <= scores.length - SHORTEST_SIDE; split++) {
      double size = statistic(scores, split);
      if (size > largest) {
        largest = size;
        best = split;
      }
    }
    return best;
  }

  /** |sum of the first k| / sqrt(k (n − k) / n · variance); scores have mean zero. */
  private static double statistic(double[] scores, int split) {
    int n = scores.length;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      sum += i < split ? scores[i] : 0;
      squares += scores[i] * scores[i];
    }
    return squares < SMALLEST_SPREAD
        ? 0
        : Math.abs(sum) / Math.sqrt(squares / (n - 1) * split * (n - split) / n);
  }

  private static double pValue(double statistic, int length) {
    double[] sorted = NULL_DISTRIBUTIONS.computeIfAbsent(length, ChangePoints::nullDistribution);
    int at = Arrays.binarySearch(sorted, statistic);
    int below = at < 0 ? -at - 1 : at;
    return (sorted.length - below + 1.0) / (sorted.length + 1.0);
  }

  /** The largest statistic of random orders of distinct values, sorted. */
  private static double[] nullDistribution(int n) {
    SplittableRandom random = new SplittableRandom(SEED + n);
    double[] scores = IntStream.range(0, n).mapToDouble(rank -> score(rank, n)).toArray();
    double squares = Arrays.stream(scores).map(score -> score * score).sum();
    double[] largest = new double[PERMUTATIONS];
    for (int i = 0; i < PERMUTATIONS; i++) {
      shuffle(scores, random);
      largest[i] = largest(scores, squares);
    }
    Arrays.sort(largest);
    return largest;
  }

  private static double largest(double[] scores, double squares) {
    int n = scores.length;
    double sum = 0;
    double largest = 0;
    for (int split = 1; split <= n - SHORTEST_SIDE; split++) {
      sum += scores[split - 1];
      if (split >= SHORTEST_SIDE) {
        double scale = Math.sqrt(squares / (n - 1) * split * (n - split) / n);
        largest = Math.max(largest, Math.abs(sum) / scale);
      }
    }
    return largest;
  }

  private static void shuffle(double[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
