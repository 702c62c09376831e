package tollgate.harness.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Run;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.render.Document;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.trend.Trend;

/**
 * Everything a report shows.
 *
 * @param comparison the verdicts; empty without a baseline
 * @param baseline what is accepted; without runs when there is none
 * @param candidate what is looked at
 * @param flames by benchmark, those that matter most first
 * @param sweeps benchmarks that were measured at several thread counts
 * @param trends benchmarks over the sessions; empty when there is only one
 * @param commands what was run, and what to run next
 * @param notes what is missing or limits the report, one line each
 */
public record ReportPage(
    Optional<Document> comparison,
    Side baseline,
    Side candidate,
    Map<BenchmarkKey, List<FlameGraph>> flames,
    List<ScalingReport> sweeps,
    List<Trend> trends,
    List<Command> commands,
    List<String> notes) {

  public ReportPage {
    flames = Collections.unmodifiableMap(flames);
    sweeps = List.copyOf(sweeps);
    trends = List.copyOf(trends);
    commands = List.copyOf(commands);
    notes = List.copyOf(notes);
  }

  /**
   * One side of the report.
   *
   * @param runs its sessions
   * @param ledgers of each benchmark, one per session that took it
   * @param recordings files of each benchmark's recordings, as the user can name them
   */
  public record Side(
      List<Run> runs,
      SortedMap<BenchmarkKey, List<Ledger>> ledgers,
      SortedMap<BenchmarkKey, List<String>> recordings) {

    /** Nothing was measured. */
    public static final Side NONE = new Side(List.of(), new TreeMap<>(), new TreeMap<>());

    public Side {
      runs = List.copyOf(runs);
      ledgers = Collections.unmodifiableSortedMap(new TreeMap<>(ledgers));
      recordings = Collections.unmodifiableSortedMap(new TreeMap<>(recordings));
    }
  }

  /**
   * Something to type.
   *
   * @param purpose what it is good for
   * @param line fit for a POSIX shell
   */
  public record Command(String purpose, String line) {}
}
