import java.util.List;
import java.util.Optional;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;

/** Is a global interpreter lock the cause? */
final class LockClaim {

  private final Page page;

  LockClaim(Page page) {
    this.page = page;
  }

  void write(ScalingReport gil, ScalingReport free) {
    int cpus = gil.cpus().orElse(0);
    double r = Double.parseDouble(gil.id().params().get("thinkMicros")) / Double.parseDouble(gil.id().params().get("computeMicros"));
    double withLock = 100 * (1 - Figures.efficiency(gil, Figures.MOST));
    double without = 100 * (1 - Figures.efficiency(free, Figures.MOST));
    page.line("### A global interpreter lock is the cause");
    page.line("");
    Optional<LossStack> stack = Figures.stack(gil, Figures.MOST);
    if (stack.isPresent()) {
      double taken = Figures.lost(stack.get(), Cause.CONDITION_PARK) + Figures.lost(stack.get(), Cause.LOCK_PARK) + Figures.lost(stack.get(), Cause.MONITOR);
      page.line("**%s** By its own ledger the lock takes %.1f of the %.1f agents lost.",
          taken > 0.5 * stack.get().lost() ? "Yes; but to drop it gains what the processors leave." : "In part.", taken, stack.get().lost());
    } else {
      page.line("**Cannot be split**: %s.", gil.unexplained().getOrDefault(Figures.MOST, gil.stacks().reason()));
    }
    page.line("Without it %d processors would still lose %.0f of the %.0f points, so dropping it gains %.0f here; from %d processors on up to all %.0f.",
        cpus, without, withLock, withLock - without, (int) Math.ceil(Figures.MOST / (1 + r)), withLock);
    page.line("`scaling` calls this lock *%s*, because it parks on a condition, as CPython's does.", Cause.CONDITION_PARK.meaning());
    page.line("");
    for (ScalingReport report : List.of(gil, free)) {
      page.line("#### %s", Labels.name(report));
      page.line("");
      new Splits(page).split(report);
    }
    page.line("A lock alone allows (1 + r) / N of the work, with r = wait / compute; c processors c (1 + r) / N.");
    page.line("");
    page.line("| agents | with the lock | bound (1 + r) / N | without | bound of %d processors |", cpus);
    page.line("|---|---|---|---|---|");
    for (PointReport point : gil.points()) {
      int n = point.threads();
      page.line("| %d | %s | %.1f %% | %s | %.1f %% |", n, Labels.percent(gil, n), 100 * Math.min(1, (1 + r) / n), Labels.percent(free, n), 100 * Math.min(1, cpus * (1 + r) / n));
    }
    page.line("");
    new Laws(page).write(gil, r);
  }
}
