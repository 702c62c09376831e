import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.stats.Interval;

/** Is 72 % of the efficiency lost at fifty agents? */
final class LossClaim {

  private static final double KEPT = 0.28;

  private final Page page;

  LossClaim(Page page) {
    this.page = page;
  }

  /** Decides on {@code patterns}; those of {@code unknown} make no sweep and leave it open. */
  void write(List<ScalingReport> patterns, List<Sweeps.Found> unknown, Answer<ScalingReport> gil) {
    page.line("### 72 %% of the efficiency is lost at %d agents", Figures.MOST);
    page.line("");
    List<String> surely = new ArrayList<>();
    List<String> maybe = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (ScalingReport report : patterns) {
      Optional<Interval> interval = Figures.interval(report, Figures.MOST);
      if (interval.isEmpty()) {
        open.add(Labels.name(report) + " (" + Figures.missing(report).orElse("one fork gives no interval") + ")");
      } else if (interval.get().high() <= KEPT) {
        surely.add(Labels.name(report));
      } else if (interval.get().low() <= KEPT) {
        maybe.add(Labels.name(report));
      }
    }
    unknown.forEach(one -> open.add(Labels.name(one.id()) + " (" + one.sweep().reason() + ")"));
    int all = patterns.size() + unknown.size();
    page.line("**%s** %d of %d patterns surely lose as much on these processors (the whole interval of the efficiency is at most 28 %%)%s; %s.",
        verdict(all, surely.size(), maybe.size(), open.size()),
        surely.size(),
        all,
        surely.isEmpty() ? "" : ": " + String.join(", ", surely),
        maybe.isEmpty() ? "of no other the interval reaches down to it" : maybe.size() + " more may: " + String.join(", ", maybe));
    if (!open.isEmpty()) {
      page.line("Of %d of them it cannot be said: %s.", open.size(), String.join("; ", open));
    }
    interpreter(gil);
    page.line("");
  }

  private static String verdict(int all, int surely, int maybe, int open) {
    if (all == open) {
      return "Cannot say.";
    }
    if (surely == 0) {
      return maybe + open == 0 ? "Refuted." : "Not decided.";
    }
    boolean someDoNot = surely + maybe + open < all;
    return surely == all ? "True of all." : someDoNot ? "True of some, no rule." : "True of some; of the others it is not decided.";
  }

  /** The emulated lock loses so much by its bound: that is no evidence of what platforms lose. */
  private void interpreter(Answer<ScalingReport> gil) {
    if (gil.known().isEmpty()) {
      page.line("Under the emulated lock: cannot say: %s.", gil.reason());
      return;
    }
    ScalingReport report = gil.known().get();
    double r = Figures.waiting(report);
    Optional<Interval> interval = Figures.interval(report, Figures.MOST);
    if (interval.isEmpty() || Double.isNaN(r)) {
      page.line("Under the emulated lock: cannot say: %s.", Double.isNaN(r) ? "its parameters do not tell how long agents wait and compute" : Figures.missing(report).orElse("one fork gives no interval"));
      return;
    }
    double bound = Math.min(1, (1 + r) / Figures.MOST);
    page.line("Agents that wait %s ms for each ms they compute keep %s under the emulated lock, %s. By construction: a lock allows such agents (1 + %s) / %d = %.0f %% at most.",
        Labels.plain(r), Labels.percent(report, Figures.MOST),
        interval.get().high() <= KEPT ? "so they lose as much" : interval.get().low() <= KEPT ? "so they may lose as much" : "so they lose less",
        Labels.plain(r), Figures.MOST, 100 * bound);
  }
}
