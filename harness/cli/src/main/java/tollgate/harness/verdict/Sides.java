package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;

/**
 * All results of some sessions by identity.
 *
 * @param byKey what each session measured, in session order
 * @param repeated identities that one file holds several times: how often, and in which file
 */
record Sides(Map<BenchmarkKey, List<Session>> byKey, Map<BenchmarkKey, String> repeated) {

  /** One result and the run it belongs to. */
  record Session(Run run, Result result) {}

  static Sides of(List<Run> runs) {
    Map<BenchmarkKey, List<Session>> byKey = new LinkedHashMap<>();
    Map<BenchmarkKey, String> repeated = new LinkedHashMap<>();
    for (Run run : runs) {
      Map<BenchmarkKey, Integer> seen = new LinkedHashMap<>();
      for (Result result : run.results()) {
        int times = seen.merge(result.key(), 1, Integer::sum);
        if (times > 1) {
          repeated.put(result.key(), times + " times in " + run.source());
        }
        byKey.computeIfAbsent(result.key(), key -> new ArrayList<>()).add(new Session(run, result));
      }
    }
    return new Sides(byKey, repeated);
  }
}
