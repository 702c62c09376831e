package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Evidence;
import tollgate.harness.run.Progress;
import tollgate.harness.run.Rerecording;
import tollgate.harness.run.RunPlan;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;

/**
 * Takes the time ledgers of what regressed, where results carry none: one fork of each version, one
 * right after the other. They go into {@value #FOLDER} of the run folder, the baseline's into that
 * of {@link Explaining#BASELINE}.
 */
final class LedgerTaking {

  static final String FOLDER = "ledgers";

  private final Console console;
  private final Path folder;

  LedgerTaking(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
  }

  /**
   * {@code known}, and with it what ledgers say about {@code regressed} benchmarks of which it has
   * no comparison of ledgers.
   *
   * <p>What cannot be measured is named on standard error: a verdict does not depend on it.
   */
  SortedMap<BenchmarkKey, Evidence> addTo(
      SortedMap<BenchmarkKey, Evidence> known,
      Report report,
      List<BenchmarkKey> regressed,
      Explaining.Side baseline,
      Explaining.Side candidate)
      throws IOException, InterruptedException {
    TreeMap<BenchmarkKey, Evidence> evidence = new TreeMap<>(known);
    List<BenchmarkKey> wanted =
        regressed.stream()
            .filter(key -> Optional.ofNullable(known.get(key)).flatMap(Evidence::causes).isEmpty())
            .toList();
    take(wanted.stream().filter(key -> !isTaken(key)).toList(), baseline, candidate);
    for (Comparison comparison : report.comparisons()) {
      BenchmarkKey key = comparison.key();
      if (comparison.metric().equals(Metric.PRIMARY) && wanted.contains(key)) {
        List<Result> before = results(ofBaseline(), key);
        List<Result> after = results(folder, key);
        if (!before.isEmpty() && !after.isEmpty()) {
          evidence.put(
              key,
              LedgerEvidence.of(
                  comparison, LedgerEvidence.Taken.of(before), LedgerEvidence.Taken.of(after)));
        }
      }
    }
    return evidence;
  }

  private Path ofBaseline() {
    return folder.resolve(Explaining.BASELINE);
  }

  private boolean isTaken(BenchmarkKey key) {
    return !results(ofBaseline(), key).isEmpty() && !results(folder, key).isEmpty();
  }

  private void take(List<BenchmarkKey> keys, Explaining.Side baseline, Explaining.Side candidate)
      throws IOException, InterruptedException {
    if (keys.isEmpty()) {
      return;
    }
    Progress progress = ProgressLine.on(console);
    try (Rerecording forks = new Rerecording(console.directory(), progress)) {
      RunPlan before = baseline.version().plan();
      RunPlan after = candidate.version().plan();
      progress.say(
          "taking time ledgers of both versions to explain "
              + keys.stream().map(BenchmarkKey::toString).collect(Collectors.joining(", ")));
      for (BenchmarkKey key : keys) {
        take(forks, before, key, ofBaseline());
        take(forks, after, key, folder);
      }
    } catch (HereAndNow.Impossible | InputException e) {
      note("the baseline", String.valueOf(e.getMessage()));
    }
  }

  private void take(Rerecording forks, RunPlan plan, BenchmarkKey key, Path side)
      throws IOException, InterruptedException {
    Path file = Files.createDirectories(side.resolve(FOLDER)).resolve(files(side).size() + ".json");
    forks.takeLedger(plan, key, side, file).ifPresent(why -> note(key.toString(), why));
  }

  private void note(String of, String why) {
    console.note("note: no time ledger of " + Failures.oneLine(of + ": " + why, 300));
  }

  /** Results of earlier takings are as good; a half-written one is none. */
  private List<Result> results(Path side, BenchmarkKey key) {
    List<Result> results = new ArrayList<>();
    for (Path file : files(side)) {
      try {
        Sessions.readFile(file).results().stream()
            .filter(result -> result.key().equals(key))
            .forEach(results::add);
      } catch (InputException e) {
        note(file.toString(), String.valueOf(e.getMessage()));
      }
    }
    return results;
  }

  private static List<Path> files(Path side) {
    try {
      Path ledgers = side.resolve(FOLDER);
      return Files.isDirectory(ledgers) ? Sessions.files(ledgers) : List.of();
    } catch (InputException e) {
      return List.of();
    }
  }
}
