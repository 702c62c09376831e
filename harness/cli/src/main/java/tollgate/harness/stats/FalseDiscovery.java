package tollgate.harness.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Control of the share of false alarms among all alarms of a family of tests. */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Adjusted p-values of Benjamini and Hochberg (J. R. Statist. Soc. B 57, 1995): rejecting where
   * the adjusted value is at most q keeps the expected false share at most q.
   *
   * @param p p-values within [0, 1]; NaN stands for a test that could not be made, stays NaN and
   *     does not count as a member of the family
   * @return adjusted values in the same order
   */
  public static double[] adjust(double[] p) {
    int[] descending =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = p.clone();
    double least = 1;
    for (int above = 0; above < descending.length; above++) {
      int rank = descending.length - above;
      least = Math.min(least, p[descending[above]] * descending.length / rank);
      adjusted[descending[above]] = least;
    }
    return adjusted;
  }
}
