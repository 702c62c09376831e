import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.stats.Interval;

/** Writes docs/findings/efficiency-loss.md from a folder of sweeps: see scripts/findings. Every figure is computed from them. */
final class EfficiencyLoss {

  private static final int MOST = 50;
  private static final int QUEUE_CLAIM = 30;
  private static final double LOSS_CLAIM = 0.72;

  /** Below this loss there is nothing to recommend. */
  private static final double WORTH_IT = 0.05;

  private final List<ScalingReport> reports;
  private final StringBuilder out = new StringBuilder();

  private EfficiencyLoss(List<ScalingReport> reports) {
    this.reports = reports;
  }

  public static void main(String[] folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path file : Sessions.files(Path.of(folder[0]))) {
      runs.add(Sessions.readFile(file));
    }
    List<ScalingReport> reports = new ArrayList<>();
    for (Sweeps.Found found : Sweeps.in(runs)) {
      if (found.sweep() instanceof Answer.Known<Sweep> sweep) {
        reports.add(ScalingAnalysis.explain(sweep.value()));
      }
    }
    System.out.print(new EfficiencyLoss(reports).page());
  }

  private String page() {
    List<ScalingReport> ranked =
        patterns().stream().sorted(Comparator.comparingDouble((ScalingReport r) -> efficiency(r, MOST))).toList();
    line("# Where the efficiency of fifty agents goes");
    line("");
    line("*How much of its speed does an agent lose when 49 others work beside it, what takes it, and what can be done?*");
    line("Written by `scripts/findings`, which measures first; every figure is computed from [the sweep beside this page](sweep).");
    line("`scripts/tollgate scaling docs/findings/sweep --only Queue` tells the story of one pattern in full. Words: [glossary](../GLOSSARY.md).");
    line("");
    machine();
    ranking(ranked);
    losses(ranked);
    recommendations(ranked);
    claims();
    line("## What these figures cannot tell");
    line("");
    line("- **Another machine.** Server, agents and instruments share these processors: with more of them the run queue shrinks first, and other causes then show.");
    line("- **Other agents.** A step here waits a millisecond and computes 20 µs. The more an agent waits, the more of them fit; the claims below vary that.");
    line("- **Single forks of the ledger.** Efficiencies rest on three forks each; how the loss is split, on one more that carries the instrument.");
    return out.toString();
  }

  private List<ScalingReport> patterns() {
    return reports.stream().filter(report -> !report.id().benchmark().contains("Interpreter")).toList();
  }

  private void machine() {
    int cpus = reports.stream().flatMapToInt(report -> report.cpus().stream()).findFirst().orElse(0);
    line("Measured on %d processors, which the agents, PostgreSQL and the hub share. `efficiency` is throughput per agent compared with one agent alone;", cpus);
    line("in brackets 95 %% intervals over forks.");
    line("");
  }

  private void ranking(List<ScalingReport> ranked) {
    line("## Ranked by what is lost at %d agents", MOST);
    line("");
    line("| pattern | steps/s alone | efficiency at 10 | at %d | of %d agents lost | most of it to | then to |", MOST, MOST);
    line("|---|---|---|---|---|---|---|");
    for (ScalingReport report : ranked) {
      Optional<LossStack> stack = stack(report, MOST);
      List<LossStack.Loss> losses = stack.map(EfficiencyLoss::largest).orElse(List.of());
      line(
          "| %s | %s | %s | %s | %s | %s | %s |",
          name(report),
          number(point(report, 1).map(PointReport::throughput).orElse(Double.NaN)),
          percent(report, 10),
          percent(report, MOST),
          stack.map(s -> number(s.threads() - s.speedup())).orElse("–"),
          loss(losses, 0),
          loss(losses, 1));
    }
    line("");
  }

  private static String loss(List<LossStack.Loss> losses, int rank) {
    return rank < losses.size()
        ? String.format(Locale.ROOT, "%s (%.1f agents)", losses.get(rank).cause().meaning(), losses.get(rank).lostThreads())
        : "–";
  }

  private void losses(List<ScalingReport> ranked) {
    line("## The split, from one agent to %d", MOST);
    line("");
    line("Agents that each cause takes from N; with the work done they sum to N. Causes below half a percent are left out. A cause can take more than is");
    line("lost where another shrinks: who waits for a leader's decision does not wait for a model meanwhile.");
    line("");
    for (ScalingReport report : ranked) {
      List<LossStack> stacks = report.stacks().known().orElse(List.of());
      line("### %s", name(report));
      line("");
      if (stacks.isEmpty()) {
        line("Cannot say: %s.", report.stacks().reason());
        line("");
        continue;
      }
      Set<Cause> causes = new LinkedHashSet<>();
      for (LossStack stack : stacks) {
        stack.losses().stream()
            .filter(loss -> Math.abs(loss.lostThreads()) >= 0.005 * stack.threads())
            .forEach(loss -> causes.add(loss.cause()));
      }
      line("| agents | efficiency | work done | %s |", causes.stream().map(Cause::meaning).collect(Collectors.joining(" | ")));
      line("|---|---|---|%s", "---|".repeat(causes.size()));
      for (LossStack stack : stacks) {
        line(
            "| %d | %s | %.1f | %s |",
            stack.threads(),
            percent(report, stack.threads()),
            stack.speedup(),
            causes.stream().map(cause -> String.format(Locale.ROOT, "%.1f", lost(stack, cause))).collect(Collectors.joining(" | ")));
      }
      line("");
      report.notes().forEach(note -> line("%s.  ", note));
      line("");
    }
  }

  private void recommendations(List<ScalingReport> ranked) {
    line("## What to do, most profitable first");
    line("");
    for (ScalingReport report : ranked) {
      Optional<LossStack> stack = stack(report, MOST);
      double lost = stack.map(s -> 1 - s.speedup() / s.threads()).orElse(0.0);
      if (lost < WORTH_IT || stack.isEmpty()) {
        line("- **%s**: nothing; %.0f %% are lost.", name(report), 100 * Math.max(0, lost));
        continue;
      }
      LossStack.Loss first = largest(stack.get()).get(0);
      line(
          "- **%s** loses %.0f %%, %.1f of %d agents by %s. %s",
          name(report),
          100 * lost,
          first.lostThreads(),
          MOST,
          first.cause().meaning(),
          advice(first.cause(), stack.get()));
    }
    line("");
  }

  private static String advice(Cause cause, LossStack stack) {
    String hardware =
        stack.beyondHardware() > 0
            ? String.format(
                Locale.ROOT, " Of %.1f agents lost the processors themselves cost %.1f.", stack.threads() - stack.speedup(), stack.beyondHardware())
            : "";
    return switch (cause) {
      case CPU -> "Each step computes more than alone: look for retries, spinning and cache misses with `scripts/tollgate profile`." + hardware;
      case RUN_QUEUE -> "No lock is to blame: give it processors, or spend less of them on each step and on the server beside it." + hardware;
      case DATABASE_SOCKET -> "Fewer and shorter transactions: several steps a commit, no lock held across a round trip, rows that agents do not share." + hardware;
      case OTHER_SOCKET -> "Fewer round trips: more messages a frame." + hardware;
      case POOL_WAIT -> "A larger pool only where the server still has processors; else shorter holds." + hardware;
      case MONITOR, LOCK_PARK -> "Shorten what is done under the lock, or split it: more resources than agents." + hardware;
      case CONDITION_PARK -> "Agents wait for each other: fewer rounds in step, votes through fewer hands, a task ready before it is asked for." + hardware;
      case SLEEP -> "Timers fire late where processors are busy." + hardware;
      case SAFEPOINT, JVM_INTERNAL, UNEXPLAINED -> "The JVM itself: look at allocation first." + hardware;
    };
  }

  private void claims() {
    line("## Three claims about agent platforms");
    line("");
    Optional<ScalingReport> gil = interpreter("GIL");
    Optional<ScalingReport> free = interpreter("FREE");
    ScalingReport worst = patterns().stream().min(Comparator.comparingDouble(r -> efficiency(r, MOST))).orElseThrow();
    line("### 72 %% of the efficiency is lost at %d agents", MOST);
    line("");
    List<String> beyond = patterns().stream().filter(r -> 1 - efficiency(r, MOST) >= LOSS_CLAIM).map(EfficiencyLoss::name).toList();
    line("**%s.** %d of %d patterns lose as much on these processors%s; the worst, %s, loses %.0f %%.",
        beyond.isEmpty() ? "Refuted" : "True of some, no rule",
        beyond.size(),
        patterns().size(),
        beyond.isEmpty() ? "" : ": " + String.join(", ", beyond),
        name(worst),
        100 * (1 - efficiency(worst, MOST)));
    if (gil.isPresent() && free.isPresent()) {
      line("It can be had: agents that wait 13 ms for each ms they compute lose %s under the emulated lock (efficiency %s).", lossText(gil.get()), percent(gil.get(), MOST));
      line("");
      line("### A global interpreter lock is the cause");
      line("");
      double withLock = 1 - efficiency(gil.get(), MOST);
      double without = 1 - efficiency(free.get(), MOST);
      line("**In part.** The same agents without the lock lose %.0f %% on these processors, with it %.0f %%: %.0f points are the processors', %.0f the lock's.",
          100 * without, 100 * withLock, 100 * without, 100 * (withLock - without));
      line("A lock alone allows (1 + r) / N of the work, with r = wait / compute; c processors c (1 + r) / N.");
      line("");
      line("| agents | with the lock | bound (1 + r) / N | without | bound of %d processors |", gil.get().cpus().orElse(0));
      line("|---|---|---|---|---|");
      double r = Double.parseDouble(gil.get().id().params().get("thinkMicros")) / Double.parseDouble(gil.get().id().params().get("computeMicros"));
      for (PointReport point : gil.get().points()) {
        int n = point.threads();
        line("| %d | %s | %.1f %% | %s | %.1f %% |", n, percent(gil.get(), n), 100 * Math.min(1, (1 + r) / n), percent(free.get(), n),
            100 * Math.min(1, gil.get().cpus().orElse(0) * (1 + r) / n));
      }
      line("");
      laws(gil.get(), r);
    }
    queue();
  }

  /** The two readings of a loss of 72 % at 50, and the lock's own law. */
  private void laws(ScalingReport gil, double r) {
    line("Two readings of the Universal Scalability Law lose 72 %% at 50: σ = 0.0525, κ = 0, without a peak, and σ = 0, κ = 0.00105, with one near 31. Neither is a lock's law, whose curve has a kink.");
    line("Efficiency by each, and measured:");
    line("");
    line("| agents | measured | σ = 0.0525 | κ = 0.00105 | kink at 1 + r |");
    line("|---|---|---|---|---|");
    List<IntToDoubleFunction> laws =
        List.of(
            n -> 1 / (1 + 0.0525 * (n - 1)),
            n -> 1 / (1 + 0.00105 * n * (n - 1)),
            n -> Math.min(1, (1 + r) / n));
    double[] squares = new double[laws.size()];
    for (PointReport point : gil.points()) {
      int n = point.threads();
      StringBuilder row = new StringBuilder();
      for (int law = 0; law < laws.size(); law++) {
        double expected = laws.get(law).applyAsDouble(n);
        squares[law] += Math.pow(expected - efficiency(gil, n), 2);
        row.append(String.format(Locale.ROOT, " %.1f %% |", 100 * expected));
      }
      line("| %d | %s |%s", n, percent(gil, n), row);
    }
    int count = gil.points().size();
    line("| off by, root mean square | | %.1f points | %.1f points | %.1f points |",
        100 * Math.sqrt(squares[0] / count), 100 * Math.sqrt(squares[1] / count), 100 * Math.sqrt(squares[2] / count));
    line("");
    line("%s Between 10 and 30 agents the three differ most: that is where to measure.",
        squares[2] < Math.min(squares[0], squares[1])
            ? "**The kink fits; of the two readings " + (squares[0] < squares[1] ? "the one without a peak" : "the one with a peak") + " is closer.**"
            : "**" + (squares[0] < squares[1] ? "The reading without a peak" : "The reading with a peak") + " fits best.**");
    line("");
  }

  private void queue() {
    line("### The queue holds to about %d agents", QUEUE_CLAIM);
    line("");
    for (ScalingReport report : patterns()) {
      if (!report.id().benchmark().contains(".Queue.")) {
        continue;
      }
      double there = point(report, QUEUE_CLAIM).map(PointReport::throughput).orElse(Double.NaN);
      double beyond = point(report, MOST).map(PointReport::throughput).orElse(Double.NaN);
      PointReport best = report.points().stream().max(Comparator.comparingDouble(PointReport::throughput)).orElseThrow();
      line("- **%s**: %s. Efficiency at %d agents %s; %s steps/s there and %s at %d, %.2f ×; most at %d agents.",
          name(report),
          beyond > 1.05 * there
              ? "refuted: it still gains beyond " + QUEUE_CLAIM
              : best.threads() < QUEUE_CLAIM ? "refuted: it is full before, at " + best.threads() : "confirmed of throughput, which is highest there",
          QUEUE_CLAIM, percent(report, QUEUE_CLAIM), number(there), number(beyond), MOST, beyond / there, best.threads());
    }
    line("");
  }

  private Optional<ScalingReport> interpreter(String runtime) {
    return reports.stream()
        .filter(report -> report.id().benchmark().contains("Interpreter") && runtime.equals(report.id().params().get("runtime")))
        .findFirst();
  }

  /** What the benchmark's own parameters say beyond the usual step. */
  private static String name(ScalingReport report) {
    String benchmark = report.id().benchmark();
    String[] parts = benchmark.split("\\.");
    Set<String> telling = Set.of("leases", "queue", "topology", "runtime");
    String values =
        report.id().params().entrySet().stream().filter(p -> telling.contains(p.getKey())).map(java.util.Map.Entry::getValue).collect(Collectors.joining(", "));
    return parts[parts.length - 2] + (values.isEmpty() ? "" : " " + values);
  }

  private static Optional<PointReport> point(ScalingReport report, int threads) {
    return report.points().stream().filter(point -> point.threads() == threads).findFirst();
  }

  private static double efficiency(ScalingReport report, int threads) {
    return point(report, threads).map(PointReport::efficiency).orElse(OptionalDouble.empty()).orElse(Double.NaN);
  }

  private static String lossText(ScalingReport report) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * (1 - efficiency(report, MOST)));
  }

  private static String percent(ScalingReport report, int threads) {
    Optional<Interval> interval = point(report, threads).flatMap(PointReport::efficiencyInterval);
    String value = String.format(Locale.ROOT, "%.1f %%", 100 * efficiency(report, threads));
    return interval.map(i -> String.format(Locale.ROOT, "%s (%.1f–%.1f)", value, 100 * i.low(), 100 * i.high())).orElse(value);
  }

  private static Optional<LossStack> stack(ScalingReport report, int threads) {
    return report.stacks().known().orElse(List.of()).stream().filter(stack -> stack.threads() == threads).findFirst();
  }

  private static List<LossStack.Loss> largest(LossStack stack) {
    return stack.losses().stream()
        .filter(loss -> loss.lostThreads() >= 0.005 * stack.threads())
        .sorted(Comparator.comparingDouble(LossStack.Loss::lostThreads).reversed())
        .toList();
  }

  private static double lost(LossStack stack, Cause cause) {
    double lost = stack.losses().stream().filter(loss -> loss.cause() == cause).mapToDouble(LossStack.Loss::lostThreads).sum();
    return Math.abs(lost) < 0.05 ? 0 : lost;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
