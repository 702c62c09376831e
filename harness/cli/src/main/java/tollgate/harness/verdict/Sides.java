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
 * @param runs how many sessions there are
 * @param byKey what each session measured, in session order
 * @param repeated identities that one file holds several times: how often, and in which file
 */
record Sides(int runs, Map<BenchmarkKey, List<Session>> byKey, Map<BenchmarkKey, String> repeated) {

  /** One result, the run it belongs to, and the place of that run. */
  record Session(int index, Run run, Result result) {}

  static Sides of(List<Run> runs) {
    Map<BenchmarkKey, List<Session>> byKey = new LinkedHashMap<>();
    Map<BenchmarkKey, String> repeated = new LinkedHashMap<>();
    for (int index = 0; index < runs.size(); index++) {
      Run run = runs.get(index);
      Map<BenchmarkKey, Integer> seen = new LinkedHashMap<>();
      for (Result result : run.results()) {
        int times = seen.merge(result.key(), 1, Integer::sum);
        if (times > 1) {
          repeated.put(result.key(), times + " times in " + run.source());
        }
        byKey
            .computeIfAbsent(result.key(), key -> new ArrayList<>())
            .add(new Session(index, run, result));
      }
    }
    return new Sides(runs.size(), byKey, repeated);
  }
}
