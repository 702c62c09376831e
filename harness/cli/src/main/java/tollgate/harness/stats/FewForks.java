package tollgate.harness.stats;

import java.util.Arrays;
import java.util.List;

/**
 * What a benchmark's own three forks a side can say alone. So few forks of two modes fall apart by
 * side so often ({@link TwoModes}) that no lone change passes the suite's test for one; a
 * difference a dozen times the scatter of its forks is then left to Welch's test, whose few degrees
 * of freedom ask for more than two modes usually show. It finds what that test finds, and alarms on
 * as many identical suites.
 */
final class FewForks {

  /** Three a side. */
  private static final int MOST = 6;

  /** Where the suite's own estimate doubts a change more, its 95 % interval holds no change. */
  private static final double DOUBT = 0.05;

  private FewForks() {}

  /**
   * Adjusted p-values by Welch's test with the false-discovery control of Benjamini and Hochberg.
   *
   * @param subjects of one suite
   * @param differences as estimated, the common movement removed
   * @param contrasts of the subjects
   * @param p of the suite's own estimate, 1 where the benchmark moved by less than the minimum
   *     effect
   * @return 1 for a benchmark of more forks or of several sessions, and where forks tell no scatter
   */
  static double[] adjusted(
      List<SuiteModel.Subject> subjects,
      double[] differences,
      List<Contrast> contrasts,
      double[] p) {
    double[] own = new double[differences.length];
    Arrays.setAll(
        own,
        i -> {
          Contrast contrast = contrasts.get(i);
          boolean few = contrast.forks() <= MOST && !contrast.bySession();
          return few ? welch(subjects.get(i), differences[i]) : 1;
        });
    double[] q = FalseDiscovery.adjust(own);
    for (int i = 0; i < q.length; i++) {
      q[i] = p[i] <= DOUBT ? q[i] : 1;
    }
    return q;
  }

  private static double welch(SuiteModel.Subject subject, double difference) {
    Moments first = Moments.of(present(subject.baseline()));
    Moments second = Moments.of(present(subject.candidate()));
    if (first.df() == 0 || second.df() == 0) {
      return 1;
    }
    StudentEstimate welch = StudentEstimate.welch(first, second);
    return welch.standardError() == 0
        ? 1
        : new StudentEstimate(difference, welch.standardError(), welch.df()).p();
  }

  private static double[] present(double[][] sessions) {
    return Arrays.stream(sessions).flatMapToDouble(Arrays::stream).toArray();
  }
}
