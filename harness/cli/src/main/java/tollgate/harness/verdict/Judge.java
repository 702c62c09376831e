package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;
import tollgate.harness.stats.SuiteModel;

/** Judges a candidate against a baseline: the one place where verdicts are made. */
public final class Judge {

  private Judge() {}

  /**
   * Compares every benchmark both sides measured.
   *
   * @param baseline accepted sessions; several tell how much sessions differ
   * @param candidate what is to be judged, usually one session
   * @param policy what counts
   * @return a verdict for each benchmark and gated metric, worst first, and the conclusion; bad
   *     scores make honest verdicts, never an exception
   */
  public static Report judge(List<Run> baseline, List<Run> candidate, Policy policy) {
    return judge(baseline, candidate, policy, Recorded.NOTHING);
  }

  /**
   * The same, where each side may be one session and others were recorded.
   *
   * @param recorded tells how far sessions differ as long as each side is only one
   */
  public static Report judge(
      List<Run> baseline, List<Run> candidate, Policy policy, Recorded recorded) {
    boolean single = baseline.size() == 1 && candidate.size() == 1;
    Recorded beside = single ? recorded : Recorded.NOTHING;
    Pairing.Joined joined = Pairing.join(baseline, candidate, policy);
    List<Pair> ratios = joined.pairs().stream().filter(Pair::hasRatio).toList();
    Map<BenchmarkKey, List<Sides.Session>> sessions = beside.byKey(policy, ratios);
    SuiteModel.Analysis analysis =
        SuiteModel.analyse(
            subjects(ratios, beside, sessions),
            beside.others(sessions, ratios),
            policy.falseDiscoveryRate());
    Decision decision = new Decision(policy, analysis);
    List<Comparison> comparisons = new ArrayList<>(joined.setAside());
    for (int i = 0; i < ratios.size(); i++) {
      comparisons.add(decision.decide(ratios.get(i), analysis.findings().get(i)));
    }
    for (Pair pair : joined.pairs()) {
      if (!pair.hasRatio()) {
        comparisons.add(pair.judged(Optional.empty(), NoRatio.judge(pair)));
      }
    }
    Set<String> warnings = new LinkedHashSet<>(Warnings.of(baseline, candidate));
    warnings.addAll(
        single
            ? Warnings.ofSessions(beside, Recorded.used(sessions), analysis.findings())
            : Warnings.ofSessions(baseline.size()));
    warnings.addAll(joined.warnings());
    if (analysis.excess() > 0) {
      warnings.add(
          "the two sessions differ by ±"
              + Decision.percent(analysis.excess())
              + " more than forks do, benchmark by benchmark; the intervals include it");
    }
    if (ratios.size() > 1 && analysis.shift().isEmpty()) {
      warnings.add(
          "fewer than "
              + SuiteModel.FEWEST_FOR_SHIFT
              + " benchmarks: a movement common to all cannot be told from single changes");
    }
    Report report =
        Summary.report(
            comparisons,
            policy,
            analysis.shift().map(shift -> CommonMovement.described(shift, policy.confidence())),
            List.copyOf(warnings));
    return Objectives.addTo(report, candidate, policy);
  }

  private static List<SuiteModel.Subject> subjects(
      List<Pair> pairs, Recorded recorded, Map<BenchmarkKey, List<Sides.Session>> sessions) {
    Map<String, Integer> families = new HashMap<>(Map.of(Metric.PRIMARY, 0));
    List<SuiteModel.Subject> subjects = new ArrayList<>();
    for (Pair pair : pairs) {
      int next = families.size();
      int family = families.computeIfAbsent(pair.metric(), name -> next);
      subjects.add(
          new SuiteModel.Subject(
              pair.baseline().logCosts(pair.direction()),
              pair.candidate().logCosts(pair.direction()),
              recorded.logCosts(sessions, pair),
              Math.log1p(pair.minimumEffect()),
              family));
    }
    return subjects;
  }
}
