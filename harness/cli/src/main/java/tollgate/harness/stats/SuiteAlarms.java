package tollgate.harness.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which changes of a suite to believe, given that many benchmarks were tested at once.
 *
 * <p>{@link FewForks} has a say beside it where there are three forks a side.
 *
 * <p>A change must be at least as large as the minimum effect, and either <b>in company</b>: at
 * least {@value #COMPANY} such changes in the same direction pass the step-up test of Benjamini and
 * Hochberg (1995) together, so at most the accepted share of them is false; or <b>alone beyond
 * doubt</b>: it passes Bonferroni's test at a part of the accepted rate, so that identical code
 * rarely alarms at all: a tenth for suites of a hundred and more, half for suites of twenty and
 * fewer, which have fewer chances to be wrong and no company to believe a change by. The first rule
 * alone alarms on identical code in as many suites as the false-discovery rate says, five in a
 * hundred.
 *
 * <p>A benchmark too quiet to move by the minimum effect by chance is no burden to the others: the
 * number of false alarms expected at level t is Σ min(t, π), where π is the chance that this
 * benchmark moves that far at all (J. F. Heyse, "A false discovery rate procedure for categorical
 * data", 2011).
 */
public final class SuiteAlarms {

  private static final int COMPANY = 3;
  private static final double LEAST_ALONE = 0.10;
  private static final double MOST_ALONE = 0.50;
  private static final double ALONE_TIMES_SIZE = 10;

  private final double[] ceilings;
  private final double[] sums;

  private SuiteAlarms(double[] reachable) {
    ceilings = Arrays.stream(reachable).sorted().toArray();
    sums = new double[ceilings.length + 1];
    for (int i = 0; i < ceilings.length; i++) {
      sums[i + 1] = sums[i] + ceilings[i];
    }
  }

  /**
   * Adjusts p-values: a change is believed where the result is at most the accepted false-discovery
   * rate.
   *
   * @param difference measured change, whose sign tells the direction
   * @param p two-sided p-value of each benchmark, 1 where it moved by less than the minimum effect
   * @param lone p-value for a change that stands alone, at least p
   * @param reachable probability that an unchanged benchmark moves by the minimum effect
   * @return adjusted values in the same order
   */
  public static double[] adjust(
      double[] difference, double[] p, double[] lone, double[] reachable) {
    SuiteAlarms alarms = new SuiteAlarms(reachable);
    int[] ascending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      adjusted[i] = p[i] >= 1 ? 1 : Math.min(1, alarms.expected(lone[i]) / alarms.alone());
    }
    alarms.inCompany(ascending, i -> p[i] < 1 && difference[i] > 0, p, adjusted);
    alarms.inCompany(ascending, i -> p[i] < 1 && difference[i] < 0, p, adjusted);
    return adjusted;
  }

  /** Half of all chance movements go each way. */
  private void inCompany(int[] ascending, IntPredicate member, double[] p, double[] adjusted) {
    int[] members = Arrays.stream(ascending).filter(member).toArray();
    double least = 1;
    for (int rank = members.length; rank >= COMPANY; rank--) {
      least = Math.min(least, expected(p[members[rank - 1]]) / 2 / rank);
      adjusted[members[rank - 1]] = Math.min(adjusted[members[rank - 1]], least);
    }
    for (int rank = Math.min(COMPANY - 1, members.length); rank >= 1; rank--) {
      adjusted[members[rank - 1]] = Math.min(adjusted[members[rank - 1]], least);
    }
  }

  /**
   * The level a single change must reach to be believed alone.
   *
   * @param reachable as in {@link #adjust}
   * @param rate accepted false-discovery rate
   */
  public static double levelAlone(double[] reachable, double rate) {
    SuiteAlarms alarms = new SuiteAlarms(reachable);
    double budget = alarms.alone() * rate;
    for (int i = 0; i < alarms.ceilings.length; i++) {
      double level = (budget - alarms.sums[i]) / (alarms.ceilings.length - i);
      if (level <= alarms.ceilings[i]) {
        return level;
      }
    }
    return budget;
  }

  /** Part of the accepted rate that changes without company may spend. */
  private double alone() {
    return Math.max(LEAST_ALONE, Math.min(MOST_ALONE, ALONE_TIMES_SIZE / ceilings.length));
  }

  /** False alarms expected when every benchmark is unchanged and tested at this level. */
  private double expected(double level) {
    int below = Arrays.binarySearch(ceilings, level);
    below = below < 0 ? -below - 1 : below;
    return sums[below] + level * (ceilings.length - below);
  }
}
