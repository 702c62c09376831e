package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.Fit;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.Overhead;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.stats.Interval;

/** Many sweeps on one screen, a line each: what the most threads lose, and to what. */
public final class ScalingOverview {

  private static final int BAR = 12;
  private static final int LONGEST_NAME = 60;
  private static final int SHORTEST_NAME = 16;

  private final List<ScalingReport> reports;
  private final int width;

  /**
   * @param reports the sweeps
   * @param width columns to stay inside: what matters least goes first
   */
  public ScalingOverview(List<ScalingReport> reports, int width) {
    this.reports =
        reports.stream().sorted(Comparator.comparingDouble(ScalingOverview::efficiency)).toList();
    this.width = width;
  }

  /**
   * A column.
   *
   * @param head its name
   * @param rank 0 stays; of the others the highest is dropped first
   * @param cell what it says of a sweep
   */
  private record Column(String head, int rank, Function<ScalingReport, String> cell) {}

  /** Writes a heading, a line for each sweep, the one that loses most first, and the words. */
  public void render(Appendable out) throws IOException {
    String table = table();
    paragraph(heading(), out);
    out.append(table).append('\n');
    words(table.substring(0, table.indexOf('\n')), out);
  }

  private String table() {
    Map<String, Set<String>> varying = varying();
    List<Column> columns = new ArrayList<>(columns());
    int last = columns.stream().mapToInt(Column::rank).max().orElse(0);
    String text = table(columns, report -> name(report.id(), varying, true), LONGEST_NAME);
    // Names of parameters go first, then columns, then the middle of names.
    for (int rank = last + 1; rank > 0 && widest(text) > width; rank--) {
      int dropped = rank;
      columns.removeIf(column -> column.rank() == dropped);
      text = table(columns, report -> name(report.id(), varying, false), LONGEST_NAME);
    }
    for (int room = LONGEST_NAME; room > SHORTEST_NAME && widest(text) > width; room--) {
      text = table(columns, report -> name(report.id(), varying, false), room);
    }
    return text;
  }

  private String table(List<Column> columns, Function<ScalingReport, String> name, int room) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("benchmark"));
    columns.forEach(column -> head.add(column.head()));
    rows.add(head);
    for (ScalingReport report : reports) {
      List<String> row = new ArrayList<>();
      row.add(Wrap.shortened(SafeText.isolated(name.apply(report), LONGEST_NAME), room));
      columns.forEach(column -> row.add(column.cell().apply(report)));
      rows.add(row);
    }
    return TextTable.of(rows);
  }

  private static int widest(String text) {
    return text.lines().mapToInt(line -> line.codePointCount(0, line.length())).max().orElse(0);
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    if (counts().size() > 1) {
      columns.add(new Column("threads", 0, report -> String.valueOf(widest(report).threads())));
    }
    columns.add(new Column("efficiency", 0, ScalingOverview::efficiencyText));
    columns.add(new Column("", 5, ScalingOverview::bar));
    columns.add(new Column("lost", 0, ScalingOverview::lost));
    columns.add(new Column("most of it to", 0, ScalingOverview::mostOfIt));
    if (reports.stream().anyMatch(report -> report.overhead().isPresent())) {
      columns.add(new Column("overhead", 1, ScalingOverview::overhead));
    }
    columns.add(
        new Column("σ", 4, report -> fitted(report, f -> clear(f.sigma(), f.sigmaInterval()))));
    columns.add(
        new Column("κ", 3, report -> fitted(report, f -> clear(f.kappa(), f.kappaInterval()))));
    columns.add(
        new Column("doubts", 2, report -> fitted(report, f -> String.valueOf(f.doubts().size()))));
    return columns;
  }

  private static String fitted(ScalingReport report, Function<Fit, String> text) {
    return report.fit().known().map(text).orElse("?");
  }

  /** Coefficients whose interval reaches 0 are not shown to be there. */
  private static String clear(double value, Interval interval) {
    return interval.low() > 0 ? Figures.value(value) : "0?";
  }

  private static String efficiencyText(ScalingReport report) {
    double efficiency = efficiency(report);
    String interval =
        widest(report)
            .efficiencyInterval()
            .map(i -> String.format(Locale.ROOT, " [%.1f, %.1f]", 100 * i.low(), 100 * i.high()))
            .orElse("");
    return Double.isNaN(efficiency) ? "cannot say" : ScalingText.percent(efficiency) + interval;
  }

  private static String bar(ScalingReport report) {
    double efficiency = efficiency(report);
    return Double.isNaN(efficiency) ? "" : ScalingText.bar(efficiency, BAR);
  }

  private static String lost(ScalingReport report) {
    double efficiency = efficiency(report);
    return Double.isNaN(efficiency)
        ? ""
        : LossText.threads(widest(report).threads() * (1 - efficiency));
  }

  private static String mostOfIt(ScalingReport report) {
    PointReport widest = widest(report);
    if (!widest.loses()) {
      return "–";
    }
    Optional<LossStack> stack =
        report
            .stacks()
            .known()
            .flatMap(all -> all.stream().filter(s -> s.threads() == widest.threads()).findFirst());
    return stack.isEmpty()
        ? "cannot say"
        : stack.get().losses().stream()
            .filter(loss -> LossText.matters(loss.lostThreads(), widest.threads()))
            .findFirst()
            .map(loss -> label(loss.cause()) + " " + LossText.threads(loss.lostThreads()))
            .orElse("–");
  }

  private static String overhead(ScalingReport report) {
    return report
        .overhead()
        .map(
            answer ->
                answer
                    .known()
                    .flatMap(overhead -> overhead.at(widest(report).threads()))
                    .map(Overhead.At::share)
                    .map(ScalingText::percent)
                    .orElse("?"))
        .orElse("–");
  }

  private static String label(Cause cause) {
    return switch (cause) {
      case CPU -> "computing";
      case RUN_QUEUE -> "run queue";
      case POOL_WAIT -> "pool";
      case DATABASE_SOCKET -> "database";
      case OTHER_SOCKET -> "network";
      case MONITOR -> "monitor";
      case LOCK_PARK -> "lock";
      case CONDITION_PARK -> "signal";
      case SLEEP -> "sleeping";
      case SAFEPOINT -> "safepoint";
      case JVM_INTERNAL -> "the JVM";
      case UNEXPLAINED -> "unexplained";
    };
  }

  private static PointReport widest(ScalingReport report) {
    return report.points().get(report.points().size() - 1);
  }

  private static double efficiency(ScalingReport report) {
    return widest(report).efficiency().orElse(Double.NaN);
  }

  /** Class and method, and the parameters that tell it from the other sweeps of its method. */
  private static String name(SweepId id, Map<String, Set<String>> varying, boolean named) {
    String suffix =
        id.params().entrySet().stream()
            .filter(
                param -> varying.getOrDefault(id.benchmark(), Set.of()).contains(param.getKey()))
            .map(param -> (named ? param.getKey() + "=" : "") + param.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    String plain = id.toString();
    int end = plain.indexOf('{') < 0 ? plain.lastIndexOf(' ') : plain.indexOf('{');
    return plain.substring(0, end) + (suffix.equals("{}") ? "" : suffix);
  }

  /** Names of the parameters that sweeps of one benchmark differ in. */
  private Map<String, Set<String>> varying() {
    Map<String, Map<String, Set<String>>> values = new TreeMap<>();
    for (ScalingReport report : reports) {
      report
          .id()
          .params()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(report.id().benchmark(), benchmark -> new TreeMap<>())
                      .computeIfAbsent(name, key -> new TreeSet<>())
                      .add(value));
    }
    Map<String, Set<String>> varying = new TreeMap<>();
    values.forEach(
        (benchmark, params) ->
            varying.put(
                benchmark,
                params.entrySet().stream()
                    .filter(param -> param.getValue().size() > 1)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet())));
    return varying;
  }

  private Set<Integer> counts() {
    return reports.stream().map(report -> widest(report).threads()).collect(Collectors.toSet());
  }

  /** How many there are, at how many threads, and on how many processors they ran. */
  private String heading() {
    Set<String> cpus = new TreeSet<>();
    reports.forEach(r -> r.cpus().ifPresent(count -> cpus.add(String.valueOf(count))));
    return String.format(
        Locale.ROOT,
        "%d sweeps%s%s; --only REGEX tells one in full, --details all",
        reports.size(),
        cpus.isEmpty() ? "" : " on " + String.join(" or ", cpus) + " processors",
        counts().size() == 1 ? ", at " + counts().iterator().next() + " threads" : "");
  }

  private void words(String head, Appendable out) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(
        "efficiency: throughput per thread compared with one thread alone, [95 % interval]; above"
            + " 100 % the one alone is slowed, mostly by a processor asleep between its operations");
    words.add(
        "lost: threads whose work is missing; beside it the cause that takes most of them (run"
            + " queue: ready, waiting for a processor; signal: waiting for another thread's signal"
            + " or queue item). A cause can take more than is lost where another shrinks");
    words.add("–: the interval reaches 100 %, so no loss is shown");
    if (head.contains("overhead")) {
      words.add(
          "overhead: what coordination takes of the throughput of as many independent agents; ?:"
              + " cannot say");
    }
    if (head.contains("σ")) {
      words.add("σ: contention, κ: coherency; 0?: the 95 % interval reaches 0");
    }
    if (head.contains("doubts")) {
      words.add("doubts: how many reasons there are not to believe the fitted law; --only tells");
    }
    for (String word : words) {
      paragraph("  " + word, out);
    }
  }

  private void paragraph(String text, Appendable out) throws IOException {
    Wrap.paragraph(text, OptionalInt.of(width), out);
  }
}
