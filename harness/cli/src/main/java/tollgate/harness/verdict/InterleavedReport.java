package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;

/** The conclusion of an interleaved comparison. */
public final class InterleavedReport {

  private InterleavedReport() {}

  /**
   * What cannot be compared whatever more is measured: the benchmark itself changed, another unit,
   * only in one version.
   */
  public static List<Comparison> setAside(Run baseline, Run candidate, Policy policy) {
    return Judge.judge(List.of(baseline), List.of(candidate), policy).comparisons().stream()
        .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
        .filter(InterleavedReport::isSetAside)
        .toList();
  }

  private static boolean isSetAside(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Incomparable
        || comparison.verdict() instanceof Verdict.Missing
        || comparison.verdict() instanceof Verdict.Added;
  }

  /**
   * All comparisons, worst first, and the outcome over them.
   *
   * @param states of the last look; empty when there was none
   * @param setAside see {@link #setAside}
   * @param warnings what limits the conclusions, one line each
   */
  public static Report of(
      Map<BenchmarkKey, SequentialJudge.State> states,
      List<Comparison> setAside,
      Policy policy,
      List<String> warnings) {
    if (states.isEmpty() && setAside.isEmpty()) {
      return new Report(
          Outcome.UNDECIDED,
          "Undecided: too few pairs of forks were measured for a verdict.",
          List.of(),
          Optional.empty(),
          warnings);
    }
    Set<BenchmarkKey> aside =
        setAside.stream().map(Comparison::key).collect(Collectors.toCollection(HashSet::new));
    List<Comparison> all = new ArrayList<>(setAside);
    states.values().stream()
        .map(SequentialJudge.State::comparison)
        .filter(comparison -> !aside.contains(comparison.key()))
        .forEach(all::add);
    return Summary.report(all, policy, Optional.empty(), warnings);
  }
}
