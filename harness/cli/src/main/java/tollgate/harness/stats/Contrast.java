package tollgate.harness.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Two sides of one benchmark reduced to what decides: their difference, and how much replicates
 * scatter. Replicates are sessions as soon as one side has two of them, forks before.
 *
 * @param difference candidate minus baseline
 * @param variance sample variance of a replicate, pooled over both sides
 * @param df its degrees of freedom, 0 when nothing is known
 * @param share variance of the difference per variance of a replicate: 1/K + 1/C
 * @param floor part of the variance of a replicate that is known: what forks contribute to a
 *     session
 * @param extra variance of the difference beyond that of equal replicates; below 0 where both sides
 *     have more forks than the replicates that told of the scatter
 * @param forks forks of both sides together
 * @param bySession whether replicates are sessions
 */
public record Contrast(
    double difference,
    double variance,
    double df,
    double share,
    double floor,
    double extra,
    int forks,
    boolean bySession) {

  /** For how many degrees of freedom the suite's usual fork counts. */
  private static final double USUAL_FORKS = 4;

  /** Level of the test that decides whether both sides scatter alike. */
  private static final double UNLIKE = 0.001;

  /**
   * Reduces two sides.
   *
   * @param baseline sessions × forks; sessions without forks are left out
   * @param candidate sessions × forks; each side has at least one fork
   */
  public static Contrast of(double[][] baseline, double[][] candidate) {
    double[][] before = present(baseline);
    double[][] after = present(candidate);
    Within first = Within.of(before);
    Within second = Within.of(after);
    return before.length + after.length > 2
        ? ofSessions(before, after, first, second)
        : ofForks(before[0], after[0]);
  }

  /**
   * Reduces one session a side when other sessions tell how far sessions differ.
   *
   * @param baseline sessions × forks, one of them with forks
   * @param candidate likewise
   * @param others sessions × forks of one unchanged code each of which could have been either side;
   *     fewer than two tell nothing, then {@link #df} is 0 and only the suite's other benchmarks
   *     tell
   * @param usualFork variance of a fork that is usual in the suite: it counts as {@value
   *     #USUAL_FORKS} forks more where the benchmark's own are all there is
   */
  static Contrast besides(
      double[][] baseline, double[][] candidate, double[][] others, double usualFork) {
    double[][] before = present(baseline);
    double[][] after = present(candidate);
    double[][] seen = present(others);
    Within own = Within.of(new double[][] {before[0], after[0]});
    Within recorded = Within.of(seen);
    double share = 1.0 / before[0].length + 1.0 / after[0].length;
    boolean unlike = unlike(own, recorded) || unlike(recorded, own);
    double together = Within.variance(own, recorded);
    boolean tells = seen.length > 1;
    double floor = (unlike ? recorded.variance() : together) * recorded.perFork();
    double moderated = (own.squares() + USUAL_FORKS * usualFork) / (own.df() + USUAL_FORKS);
    double ofForks = (!tells ? moderated : unlike ? own.variance() : together) * share;
    Moments means = Moments.of(means(seen));
    return new Contrast(
        Moments.of(after[0]).mean() - Moments.of(before[0]).mean(),
        tells ? means.squares() / means.df() : 0,
        tells ? means.df() : 0,
        2,
        tells ? floor : 0,
        ofForks - (tells ? 2 * floor : 0),
        own.forks(),
        true);
  }

  /** Variance of a fork of both sides together; empty where no side has two. */
  static OptionalDouble forkVariance(SuiteModel.Subject subject) {
    Within first = Within.of(present(subject.baseline()));
    Within second = Within.of(present(subject.candidate()));
    return first.df() + second.df() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Within.variance(first, second));
  }

  /**
   * What sessions of one code tell of how far sessions differ, without a difference.
   *
   * @param sessions at least two with forks
   */
  static Contrast scatter(double[][] sessions) {
    double[][] seen = present(sessions);
    Within within = Within.of(seen);
    Moments means = Moments.of(means(seen));
    double fork = within.df() == 0 ? 0 : within.variance();
    return new Contrast(
        0, means.variance(), means.df(), 2, fork * within.perFork(), 0, within.forks(), true);
  }

  /** Whether the first scatters so much more that both must not share one variance. */
  private static boolean unlike(Within wild, Within calm) {
    return wild.df() > 0
        && calm.df() > 0
        && calm.squares() > 0
        && FDistribution.of(wild.df(), calm.df())
                .survivalProbability(wild.variance() / calm.variance())
            < UNLIKE;
  }

  private static double[][] present(double[][] sessions) {
    return Arrays.stream(sessions).filter(forks -> forks.length > 0).toArray(double[][]::new);
  }

  private static Contrast ofForks(double[] baseline, double[] candidate) {
    Moments first = Moments.of(baseline);
    Moments second = Moments.of(candidate);
    double share = 1.0 / first.count() + 1.0 / second.count();
    double difference = second.mean() - first.mean();
    int forks = first.count() + second.count();
    int df = first.df() + second.df();
    if (df == 0) {
      return new Contrast(difference, 0, 0, share, 0, 0, forks, false);
    }
    if (unlike(first, second)) {
      StudentEstimate welch = StudentEstimate.welch(first, second);
      double variance = welch.standardError() * welch.standardError() / share;
      return new Contrast(difference, variance, welch.df(), share, 0, 0, forks, false);
    }
    double variance = (first.squares() + second.squares()) / df;
    return new Contrast(difference, variance, df, share, 0, 0, forks, false);
  }

  /** Forks that scatter differently on both sides must not share one variance. */
  private static boolean unlike(Moments first, Moments second) {
    if (first.df() == 0 || second.df() == 0 || first.variance() == second.variance()) {
      return false;
    }
    boolean swap = first.variance() > second.variance();
    Moments small = swap ? second : first;
    Moments large = swap ? first : second;
    if (small.variance() == 0 || large.variance() / small.variance() < 4) {
      return false;
    }
    return 2
            * FDistribution.of(large.df(), small.df())
                .survivalProbability(large.variance() / small.variance())
        < UNLIKE;
  }

  private static Contrast ofSessions(
      double[][] before, double[][] after, Within first, Within second) {
    Moments baseline = Moments.of(means(before));
    Moments candidate = Moments.of(means(after));
    int df = baseline.df() + candidate.df();
    double variance = (baseline.squares() + candidate.squares()) / df;
    double fork = Within.variance(first, second);
    boolean wild = unlike(second, first);
    double baselinePart = (wild ? first.variance() : fork) * first.perFork();
    double candidatePart = (wild ? second.variance() : fork) * second.perFork();
    double extra =
        (baseline.df() > 0 ? Math.max(0, candidatePart - baselinePart) / after.length : 0)
            + (baseline.df() == 0 ? Math.max(0, baselinePart - candidatePart) : 0);
    return new Contrast(
        candidate.mean() - baseline.mean(),
        variance,
        df,
        1.0 / before.length + 1.0 / after.length,
        baseline.df() > 0 ? baselinePart : candidatePart,
        extra,
        first.forks() + second.forks(),
        true);
  }

  private static double[] means(double[][] sessions) {
    return Arrays.stream(sessions).mapToDouble(forks -> Moments.of(forks).mean()).toArray();
  }

  /** The scatter of this difference for each standard deviation a replicate may have. */
  public ScaleMixture estimate(NoisePrior prior) {
    double[] scales = prior.scales();
    for (int k = 0; k < scales.length; k++) {
      scales[k] = Math.sqrt((floor + scales[k] * scales[k]) * share + extra);
    }
    return new ScaleMixture(difference, scales, prior.posterior(variance, df, floor));
  }

  /** Forks inside the sessions of one side. */
  private record Within(double squares, int df, double perFork, int forks) {

    static Within of(double[][] sessions) {
      double squares = 0;
      int df = 0;
      double perFork = 0;
      int count = 0;
      for (double[] forks : sessions) {
        Moments moments = Moments.of(forks);
        squares += moments.squares();
        df += moments.df();
        perFork += 1.0 / forks.length / sessions.length;
        count += forks.length;
      }
      return new Within(squares, df, perFork, count);
    }

    double variance() {
      return squares / df;
    }

    /** Variance of a fork over both together, 0 where nothing tells it. */
    static double variance(Within first, Within second) {
      double df = first.df() + second.df();
      return df == 0 ? 0 : (first.squares() + second.squares()) / df;
    }
  }
}
