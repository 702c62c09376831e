import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

/** Does the queue hold to about thirty agents? */
final class QueueClaim {

  private static final int CLAIMED = 30;

  private final Page page;
  private final Evidence evidence;

  QueueClaim(Page page, Evidence evidence) {
    this.page = page;
    this.evidence = evidence;
  }

  /**
   * Throughput at another number of agents than the claimed.
   *
   * @param ratio to that at the claimed number
   * @param interval the 95 % interval of the ratio
   */
  private record Other(int threads, double throughput, double ratio, Interval interval) {

    boolean isMore() {
      return interval.low() > 1;
    }

    boolean isLess() {
      return interval.high() < 1;
    }

    String told() {
      return String.format(Locale.ROOT, "%s at %d, %.2f × (%.2f … %.2f)", Labels.number(throughput), threads, ratio, interval.low(), interval.high());
    }
  }

  void write() {
    page.line("### The queue holds to about %d agents", CLAIMED);
    page.line("");
    List<String> lines = new ArrayList<>();
    for (ScalingReport report : evidence.patterns()) {
      if (isQueue(report.id())) {
        lines.add(Labels.name(report) + "**: " + early(report) + " " + throughput(report));
      }
    }
    evidence.unknown().stream()
        .filter(one -> isQueue(one.id()))
        .forEach(one -> lines.add(Labels.name(one.id()) + "**: cannot say: " + one.sweep().reason() + "."));
    if (lines.isEmpty()) {
      page.line("**Cannot say**: no queue is among the results.");
    }
    lines.forEach(line -> page.line("- **%s", line));
    page.line("");
  }

  private static boolean isQueue(SweepId id) {
    return id.benchmark().contains(".Queue.");
  }

  /** What the throughput does before the claimed number and beyond, compared with every other that was measured. */
  private String throughput(ScalingReport report) {
    Optional<LogMean> claimed = evidence.throughput(report.id(), CLAIMED);
    List<Other> others = claimed.map(there -> others(report, there)).orElse(List.of());
    List<Other> fewer = others.stream().filter(other -> other.threads() < CLAIMED).toList();
    List<Other> more = others.stream().filter(other -> other.threads() > CLAIMED).toList();
    if (claimed.isEmpty() || fewer.isEmpty() || more.isEmpty()) {
      return "Of throughput it cannot be said, which needs two forks at " + CLAIMED + " agents, at fewer and at more.";
    }
    String base = Labels.number(claimed.get().value()) + " steps/s at " + CLAIMED + " agents; ";
    Optional<Other> before = highest(fewer);
    if (before.isPresent()) {
      return "Refuted of throughput, which falls before: " + base + before.get().told() + ".";
    }
    Optional<Other> beyond = highest(more);
    if (beyond.isPresent()) {
      return "Refuted of throughput, which still grows beyond: " + base + beyond.get().told() + ".";
    }
    Optional<Other> left = fewer.stream().filter(Other::isLess).max(Comparator.comparingInt(Other::threads));
    Optional<Other> right = more.stream().filter(Other::isLess).min(Comparator.comparingInt(Other::threads));
    if (right.isEmpty()) {
      return "Of throughput not decided, which may grow or fall beyond: " + base + told(more.stream()) + ".";
    }
    if (left.isEmpty()) {
      return String.format(Locale.ROOT, "Consistent of throughput: it falls between %d and %d agents, but it is not shown to grow before: %s%s.",
          CLAIMED, right.get().threads(), base, told(Stream.concat(fewer.stream(), right.stream())));
    }
    return String.format(Locale.ROOT, "Consistent of throughput: its peak lies between %d and %d agents, and no nearer by what was measured: %s%s.",
        left.get().threads(), right.get().threads(), base, told(Stream.of(left.get(), right.get())));
  }

  /** The highest of those that surely do more than the claimed number. */
  private static Optional<Other> highest(List<Other> others) {
    return others.stream().filter(Other::isMore).max(Comparator.comparingDouble(Other::throughput));
  }

  private static String told(Stream<Other> others) {
    return others.map(Other::told).collect(Collectors.joining("; "));
  }

  private List<Other> others(ScalingReport report, LogMean claimed) {
    List<Other> others = new ArrayList<>();
    for (PointReport point : report.points()) {
      int threads = point.threads();
      if (threads != CLAIMED) {
        evidence.throughput(report.id(), threads).ifPresent(there ->
            there.ratioInterval(claimed, ScalingAnalysis.CONFIDENCE).ifPresent(interval ->
                others.add(new Other(threads, there.value(), there.value() / claimed.value(), interval))));
      }
    }
    return others;
  }

  /** What is left of the efficiency long before. */
  private static String early(ScalingReport report) {
    Optional<Interval> interval = Figures.interval(report, Figures.SOME);
    if (interval.isEmpty()) {
      return String.format(Locale.ROOT, "whether efficiency is lost at %d agents cannot be said.", Figures.SOME);
    }
    return String.format(Locale.ROOT, "%s: %s at %d agents, %s at %d.",
        interval.get().high() < 1 ? "refuted of efficiency, which is lost long before" : "of efficiency none is shown to be lost before",
        Labels.percent(report, Figures.SOME), Figures.SOME, Labels.percent(report, CLAIMED), CLAIMED);
  }
}
