package tollgate.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;

/** Finds what both sides measured, benchmark by benchmark. */
final class BenchmarkData {

  private BenchmarkData() {}

  /**
   * A result and its session.
   *
   * @param session place of the session among the side's
   */
  record Found(int session, Result result) {}

  /** One benchmark on both sides; one of the lists may be empty. */
  record Sides(List<Found> baseline, List<Found> candidate) {

    /** A result that says how the benchmark was measured, the candidate's if there is one. */
    Result any() {
      return (candidate.isEmpty() ? baseline : candidate).get(0).result();
    }
  }

  /** Everything that was measured, by benchmark. */
  static Map<BenchmarkKey, Sides> of(List<Run> baseline, List<Run> candidate) {
    Map<BenchmarkKey, Sides> all = new TreeMap<>();
    add(all, baseline, true);
    add(all, candidate, false);
    return all;
  }

  private static void add(Map<BenchmarkKey, Sides> all, List<Run> runs, boolean baseline) {
    for (int session = 0; session < runs.size(); session++) {
      for (Result result : runs.get(session).results()) {
        Sides sides =
            all.computeIfAbsent(
                result.key(), key -> new Sides(new ArrayList<>(), new ArrayList<>()));
        (baseline ? sides.baseline() : sides.candidate()).add(new Found(session, result));
      }
    }
  }
}
