package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Metric;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.render.Evidence;
import tollgate.harness.run.Progress;
import tollgate.harness.run.Rerecording;
import tollgate.harness.run.RunPlan;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;

/**
 * Finds out why benchmarks regressed: where a side has no recordings or no time ledger of them,
 * they run once more with that, and nothing else does. Both go into the run folder, the baseline's
 * into {@value #BASELINE} of it.
 */
final class Explaining {

  static final String BASELINE = "baseline";

  /** One fork a side leaves unknown how much forks differ. */
  static final int USUAL_FORKS = 2;

  /** The worst are explained; a change that slows everything has one cause. */
  private static final int MOST_BENCHMARKS = 5;

  private final Console console;
  private final RunPlan.Recordings recordings;
  private final boolean wanted;
  private final boolean ledgers;

  /**
   * Explains.
   *
   * @param recordings how many forks to record
   * @param wanted whether to measure at all; else only what is there explains
   * @param ledgers whether to take time ledgers where a side has none
   */
  Explaining(Console console, RunPlan.Recordings recordings, boolean wanted, boolean ledgers) {
    this.console = console;
    this.recordings = recordings;
    this.wanted = wanted && recordings.forks() > 0;
    this.ledgers = wanted && ledgers;
  }

  /** A version that can be measured again; finding it may take a build. */
  interface Version {
    /**
     * What is measured of it.
     *
     * @throws HereAndNow.Impossible when it cannot be measured here
     */
    RunPlan plan() throws HereAndNow.Impossible, IOException, InterruptedException;
  }

  /**
   * One side.
   *
   * @param version how to measure it again
   * @param recorded recordings there are, by benchmark
   */
  record Side(Version version, SortedMap<BenchmarkKey, List<Path>> recorded) {

    /** A side that has just been measured, without recordings. */
    static Side of(Version version) {
      return new Side(version, new TreeMap<>());
    }
  }

  /**
   * {@code known}, and with it what ledgers and recordings say about regressed benchmarks.
   *
   * @param known evidence of other sorts
   * @param folder run folder of the candidate, where new recordings go and earlier ones lie
   */
  SortedMap<BenchmarkKey, Evidence> evidence(
      SortedMap<BenchmarkKey, Evidence> known,
      Report report,
      Path folder,
      Side baseline,
      Side candidate)
      throws IOException, InterruptedException {
    SortedMap<BenchmarkKey, List<Path>> after = recorded(candidate, folder);
    SortedMap<BenchmarkKey, List<Path>> before = recorded(baseline, folder.resolve(BASELINE));
    List<BenchmarkKey> regressed = worst(report);
    if (wanted && !regressed.isEmpty()) {
      Progress progress = ProgressLine.on(console);
      record(progress, "this version", candidate, missing(regressed, after), folder);
      after = recorded(candidate, folder);
      Path other = folder.resolve(BASELINE);
      record(progress, "the baseline", baseline, missing(regressed, before), other);
      before = recorded(baseline, other);
    }
    SortedMap<BenchmarkKey, Evidence> accounted =
        ledgers
            ? new LedgerTaking(console, folder).addTo(known, report, regressed, baseline, candidate)
            : known;
    return new RecordingEvidence(console).addTo(accounted, report, before, after);
  }

  private static SortedMap<BenchmarkKey, List<Path>> recorded(Side side, Path folder) {
    SortedMap<BenchmarkKey, List<Path>> all = new TreeMap<>(side.recorded());
    RecordingIndexReader.read(folder).stream()
        .collect(
            Collectors.groupingBy(
                RecordingIndexReader.Entry::key,
                Collectors.mapping(RecordingIndexReader.Entry::file, Collectors.toList())))
        .forEach(all::putIfAbsent);
    return all;
  }

  private void record(
      Progress progress, String what, Side side, List<BenchmarkKey> keys, Path folder)
      throws IOException, InterruptedException {
    if (keys.isEmpty()) {
      return;
    }
    try (Rerecording rerecording = new Rerecording(console.directory(), progress)) {
      RunPlan plan = side.version().plan().with(recordings);
      progress.say(
          "recording "
              + what
              + " to explain "
              + keys.stream().map(BenchmarkKey::toString).collect(Collectors.joining(", ")));
      for (BenchmarkKey key : keys) {
        rerecording.record(plan, key, folder).ifPresent(why -> note(what + ": " + key, why));
      }
    } catch (HereAndNow.Impossible | InputException e) {
      note(what, String.valueOf(e.getMessage()));
    }
  }

  private void note(String what, String why) {
    console.note("note: no recording of " + Failures.oneLine(what + ": " + why, 300));
  }

  private static List<BenchmarkKey> worst(Report report) {
    List<BenchmarkKey> regressed = RecordingEvidence.regressed(report);
    return report.comparisons().stream()
        .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
        .filter(comparison -> regressed.contains(comparison.key()))
        .sorted(Comparator.comparingDouble(Explaining::slowdown).reversed())
        .map(Comparison::key)
        .limit(MOST_BENCHMARKS)
        .toList();
  }

  private static double slowdown(Comparison comparison) {
    return comparison.change().map(Comparison.Change::slowdown).orElse(0.0);
  }

  private static List<BenchmarkKey> missing(
      List<BenchmarkKey> wanted, SortedMap<BenchmarkKey, List<Path>> found) {
    return wanted.stream().filter(key -> !found.containsKey(key)).toList();
  }
}
