package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Unit;
import tollgate.harness.read.Sessions;
import tollgate.harness.run.ForkFiles;
import tollgate.harness.run.Side;
import tollgate.harness.run.Subject;
import tollgate.harness.verdict.SequentialJudge;

/** The scores that an interleaved comparison has measured so far, each file read once. */
final class MeasuredPairs {

  private final ForkFiles files;
  private final Map<Path, Map<BenchmarkKey, Metric>> scores = new HashMap<>();

  MeasuredPairs(ForkFiles files) {
    this.files = files;
  }

  /**
   * The scores of one benchmark, pair by pair.
   *
   * @param rounds how many rounds to look for; a pair with a fork missing is left out
   */
  SequentialJudge.Pairs pairs(Subject subject, BenchmarkKey key, int rounds) throws IOException {
    List<Double> before = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    Unit unit = metric(subject, key, 0, Side.BASELINE).map(Metric::unit).orElseThrow();
    for (int round = 0; round < rounds; round++) {
      Optional<Metric> first = metric(subject, key, round, Side.BASELINE);
      Optional<Metric> second = metric(subject, key, round, Side.CANDIDATE);
      if (first.isPresent() && second.isPresent()) {
        before.add(score(first.get(), unit));
        after.add(score(second.get(), unit));
      }
    }
    return new SequentialJudge.Pairs(unit, array(before), array(after));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean of the fork's iterations, or of its histogram in sample mode. */
  private static double score(Metric metric, Unit unit) {
    double[] means = metric.samples().forkMeans();
    boolean histogram = metric.samples().size() == 0 && !metric.histograms().isEmpty();
    double mean =
        histogram ? metric.histograms().get(0).mean() : means.length == 0 ? Double.NaN : means[0];
    return mean * metric.unit().factorTo(unit).orElse(Double.NaN);
  }

  private Optional<Metric> metric(Subject subject, BenchmarkKey key, int round, Side side)
      throws IOException {
    return files.fork(subject, round, side).map(file -> read(file).get(key));
  }

  /** What a subject turned out to measure: one key for each choice of parameters. */
  Set<BenchmarkKey> keys(Subject subject) {
    Set<BenchmarkKey> keys = new LinkedHashSet<>();
    files.fork(subject, 0, Side.BASELINE).ifPresent(file -> keys.addAll(read(file).keySet()));
    return keys;
  }

  private Map<BenchmarkKey, Metric> read(Path file) {
    return scores.computeIfAbsent(
        file,
        fresh ->
            Sessions.readFile(fresh).results().stream()
                .collect(
                    Collectors.toMap(
                        Result::key, Result::primary, (one, other) -> one, LinkedHashMap::new)));
  }
}
