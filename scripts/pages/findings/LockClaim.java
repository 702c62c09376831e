import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

/** Is a global interpreter lock the cause? What the same agents lose without it decides. */
final class LockClaim {

  private final Page page;

  LockClaim(Page page) {
    this.page = page;
  }

  /** Decides on the same agents with the lock and without. */
  void write(Answer<ScalingReport> gil, Answer<ScalingReport> free) {
    page.line("### A global interpreter lock is the cause");
    page.line("");
    List<ScalingReport> known = Stream.of(gil, free).flatMap(answer -> answer.known().stream()).toList();
    Optional<String> missing = missing(gil, free, known);
    if (missing.isPresent()) {
      page.line("**Cannot say**: %s.", missing.get());
    } else {
      verdict(gil.known().orElseThrow(), free.known().orElseThrow());
    }
    gil.known().ifPresent(this::explain);
    page.line("");
    for (ScalingReport report : known) {
      page.line("#### %s", Labels.name(report));
      page.line("");
      new Splits(page).split(report);
    }
    gil.known().ifPresent(report -> laws(report, free.known()));
  }

  /** Why the two cannot be compared. */
  private static Optional<String> missing(Answer<ScalingReport> gil, Answer<ScalingReport> free, List<ScalingReport> known) {
    String reasons =
        Stream.concat(
                Stream.of(gil.reason(), free.reason()),
                known.stream()
                    .filter(report -> Figures.interval(report, Figures.MOST).isEmpty())
                    .map(report -> Labels.name(report) + ": " + Figures.missing(report).orElse("one fork gives no interval")))
            .filter(reason -> !reason.isEmpty())
            .collect(Collectors.joining("; "));
    if (!reasons.isEmpty()) {
      return Optional.of(reasons);
    }
    return step(gil.known().orElseThrow()).equals(step(free.known().orElseThrow())) ? Optional.empty() : Optional.of("with the lock and without, agents made different steps");
  }

  private static Map<String, String> step(ScalingReport report) {
    Map<String, String> step = new TreeMap<>(report.id().params());
    step.remove("runtime");
    return step;
  }

  /** Only what is lost with the lock and not without it is the lock's. */
  private void verdict(ScalingReport gil, ScalingReport free) {
    Interval with = Figures.interval(gil, Figures.MOST).orElseThrow();
    Interval without = Figures.interval(free, Figures.MOST).orElseThrow();
    double lost = 1 - Figures.efficiency(gil, Figures.MOST);
    double rest = Math.max(0, 1 - Figures.efficiency(free, Figures.MOST));
    String both = String.format(Locale.ROOT, "with the lock %s are kept, without it %s", Labels.percent(gil, Figures.MOST), Labels.percent(free, Figures.MOST));
    if (with.high() >= 1) {
      page.line("**No.** Nothing is shown to be lost at %d agents: %s.", Figures.MOST, both);
    } else if (with.high() >= without.low()) {
      page.line("**Not shown.** The intervals at %d agents meet: %s.", Figures.MOST, both);
    } else {
      page.line("**%s** The lock alone costs %.0f of the %.0f points lost at %d agents here (%.0f … %.0f by the ends of both intervals); %s.",
          lost - rest > lost / 2 ? "Yes, of most of it." : "In part.",
          100 * (lost - rest), 100 * lost, Figures.MOST,
          100 * (Math.min(1, without.low()) - with.high()), 100 * (Math.min(1, without.high()) - with.low()),
          without.high() < 1 ? "the rest is lost without it too" : "without it no loss is shown");
      page.line("That is, %s.", both);
    }
  }

  /** What its own ledger and its bound say of the lock, and what that shows. */
  private void explain(ScalingReport gil) {
    Optional<LossStack> stack = Figures.stack(gil, Figures.MOST);
    if (stack.isEmpty()) {
      String reason = gil.stacks().reason().isEmpty() ? "not measured at " + Figures.MOST + " agents" : gil.stacks().reason();
      page.line("How the loss under the lock splits cannot be said: %s.", gil.unexplained().getOrDefault(Figures.MOST, reason));
    } else if (stack.get().lost() > 0) {
      double taken = Figures.lost(stack.get(), Cause.CONDITION_PARK) + Figures.lost(stack.get(), Cause.LOCK_PARK) + Figures.lost(stack.get(), Cause.MONITOR);
      page.line("By its own ledger waiting for the lock takes %.1f of the %.1f agents lost; who waits for the lock does not stand in line for a processor meanwhile, so this is not what dropping it would win.", taken, stack.get().lost());
      page.line("`scaling` calls this lock *%s*, because it parks on a condition, as CPython's does.", Cause.CONDITION_PARK.meaning());
    }
    double r = Figures.waiting(gil);
    if (!Double.isNaN(r)) {
      page.line("Agents that wait r = %s times as long as they compute keep (1 + %s) / %d = %.0f %% at most under any one lock: this demonstrates that a lock *can* cost so much, not that a platform has one that does.",
          Labels.plain(r), Labels.plain(r), Figures.MOST, 100 * bound(r, 1, Figures.MOST));
      page.line("By the same bound %s; from %d processors on nothing would be lost without the lock.",
          gil.cpus().isPresent()
              ? String.format(Locale.ROOT, "%d processors allow %.0f %% without it", gil.cpus().getAsInt(), 100 * bound(r, gil.cpus().getAsInt(), Figures.MOST))
              : "it cannot be said what these processors allow without it, for their number is not recorded",
          (int) Math.ceil(Figures.MOST / (1 + r)));
    }
  }

  /** The bound of a lock and the laws beside what was measured. */
  private void laws(ScalingReport gil, Optional<ScalingReport> free) {
    double r = Figures.waiting(gil);
    if (Double.isNaN(r)) {
      page.line("Which law the lock follows cannot be said: the parameters do not tell how long agents wait and compute.");
      page.line("");
      return;
    }
    OptionalInt cpus = gil.cpus();
    page.line("A lock alone allows (1 + r) / N of the work, with r = wait / compute; c processors c (1 + r) / N.");
    page.line("");
    page.line("| agents | with the lock | bound (1 + r) / N | without | bound of %s |", cpus.isPresent() ? cpus.getAsInt() + " processors" : "the processors");
    page.line("|---|---|---|---|---|");
    for (PointReport point : gil.points()) {
      int n = point.threads();
      page.line("| %d | %s | %.1f %% | %s | %s |",
          n, Labels.percent(gil, n), 100 * bound(r, 1, n),
          free.map(report -> Labels.percent(report, n)).orElse("not measured"),
          cpus.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * bound(r, cpus.getAsInt(), n)) : "cannot say");
    }
    page.line("");
    new Laws(page).write(gil, r);
  }

  /** The most efficiency where {@code at} agents can compute at a time. */
  private static double bound(double r, int at, int agents) {
    return Math.min(1, at * (1 + r) / agents);
  }
}
