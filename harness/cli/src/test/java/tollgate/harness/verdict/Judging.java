package tollgate.harness.verdict;

import java.util.List;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Run;

/** What the tests of {@link Judge} share: runs to judge and verdicts to look for. */
final class Judging {

  private Judging() {}

  /** Under the default policy. */
  static Report judge(RunBuilder baseline, RunBuilder candidate) {
    return judge(baseline.build(), candidate.build(), Policy.DEFAULT);
  }

  static Report judge(Run baseline, Run candidate, Policy policy) {
    return Judge.judge(List.of(baseline), List.of(candidate), policy);
  }

  /** The benchmarks with a verdict of this kind. */
  static List<String> named(Report report, Class<? extends Verdict> verdict) {
    return report.comparisons().stream()
        .filter(c -> verdict.isInstance(c.verdict()))
        .map(c -> c.key().benchmark())
        .toList();
  }

  /** Twenty benchmarks, five forks of one iteration each. */
  static RunBuilder suite() {
    return RunBuilder.suite(20, 5, 1, "ops/s", Mode.THROUGHPUT);
  }

  /** Forks of one iteration each. */
  static double[][] rows(double... forks) {
    double[][] rows = new double[forks.length][];
    for (int i = 0; i < forks.length; i++) {
      rows[i] = new double[] {forks[i]};
    }
    return rows;
  }
}
