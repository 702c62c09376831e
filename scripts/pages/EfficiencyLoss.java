import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;
import tollgate.harness.read.Sessions;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.Overhead;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.scaling.WhatIf;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

/** Writes docs/findings/efficiency-loss.md from a folder of sweeps: see scripts/findings. Every figure is computed from them. */
final class EfficiencyLoss {

  private static final int SOME = 10;
  private static final int MOST = 50;

  private final List<Run> runs;
  private final List<ScalingReport> reports;
  private final Page page = new Page();

  private EfficiencyLoss(List<Run> runs, List<ScalingReport> reports) {
    this.runs = runs;
    this.reports = reports;
  }

  public static void main(String[] folder) throws IOException {
    List<Run> runs = new ArrayList<>();
    List<Run> all = new ArrayList<>();
    for (Path file : Sessions.files(Path.of(folder[0]))) {
      runs.add(Sessions.readFile(file));
      all.add(runs.get(runs.size() - 1));
      Sessions.readLedgers(file).ifPresent(all::add);
    }
    List<Sweeps.Found> found = Sweeps.in(all);
    Map<SweepId, Sweep> sweeps = new TreeMap<>();
    found.forEach(one -> one.sweep().known().ifPresent(sweep -> sweeps.put(one.id(), sweep)));
    EfficiencyLoss writer = new EfficiencyLoss(runs, ScalingAnalysis.explain(found));
    System.out.print(writer.write(sweeps));
  }

  private String write(Map<SweepId, Sweep> sweeps) {
    List<ScalingReport> ranked =
        reports.stream()
            .filter(report -> !report.id().benchmark().contains("Interpreter"))
            .sorted(Comparator.comparingDouble(report -> Page.efficiency(report, MOST)))
            .toList();
    page.line("# Where the efficiency of fifty agents goes");
    page.line("");
    page.line("*How much of its speed does an agent lose when 49 others work beside it, what takes it, and what can be done?*");
    page.line("Written by `scripts/findings`, which measures first; every figure is computed from [the sweep beside this page](sweep).");
    page.line("`scripts/tollgate scaling docs/findings/sweep --only Queue` tells the story of one pattern in full. Words: [glossary](../GLOSSARY.md).");
    page.line("");
    conditions();
    ranking(ranked);
    overheads(ranked);
    page.line("## The split, from one agent to %d", MOST);
    page.line("");
    page.line("Agents that each cause takes from N; with the work done they sum to N. Causes below half a percent are left out. A cause can take more than is");
    page.line("lost where another shrinks: who waits for a leader's decision does not wait for a model meanwhile.");
    page.line("");
    for (ScalingReport report : ranked) {
      page.line("### %s", Page.name(report));
      page.line("");
      page.split(report);
    }
    new Recommendations(page, MOST).write(ranked);
    new Claims(page, ranked, reports, sweeps).write();
    page.line("## What these figures cannot tell");
    page.line("");
    page.line("- **Another machine.** Server, agents and instruments share these processors: with more of them the run queue shrinks first, and other causes then show.");
    page.line("- **Other agents.** A step here waits a millisecond and computes 20 µs. The more an agent waits, the more of them fit; of other ratios only the interpreter's was measured.");
    page.line("- **Single forks of the ledger.** Efficiencies rest on all scored forks; how the loss is split, on one more that carries the instrument. Where it ran at another speed its split is marked, or left out.");
    return page.text();
  }

  /** What was measured, when, and how long. */
  private void conditions() {
    int cpus = reports.stream().flatMapToInt(report -> report.cpus().stream()).findFirst().orElse(0);
    page.line("Measured on %d processors, which the agents, PostgreSQL and the hub share. `efficiency` is throughput per agent compared with one agent alone;", cpus);
    page.line("in brackets 95 %% intervals over forks.");
    page.line("");
    page.line("| sweep | commit | begun | machine | JDK | forks × iterations |");
    page.line("|---|---|---|---|---|---|");
    for (Run run : runs) {
      Optional<Environment> environment = run.environment();
      Set<String> efforts = new TreeSet<>();
      Set<String> jdks = new TreeSet<>();
      for (Result result : run.results()) {
        Settings settings = result.settings();
        jdks.add(settings.jdkVersion());
        efforts.add(
            result.primary().samples().forkCount() + " × " + settings.measurementIterations() + " × " + settings.measurementTime()
                + " after " + settings.warmupIterations() + " × " + settings.warmupTime());
      }
      page.line("| %s | %s%s | %s | %s | %s | %s |",
          Sessions.stem(Path.of(run.source())),
          environment.map(Environment::commit).map(hash -> hash.substring(0, Math.min(10, hash.length()))).orElse("unknown"),
          environment.filter(Environment::dirty).map(dirty -> " and uncommitted changes").orElse(""),
          environment.map(Environment::startedAt).map(time -> time.replace('T', ' ').replaceFirst(":\\d\\d(\\.\\d+)?Z$", " UTC")).orElse("unknown"),
          environment.map(Environment::machineClass).orElse("unknown"),
          String.join(", ", jdks),
          String.join("; ", efforts));
    }
    page.line("");
  }

  private void ranking(List<ScalingReport> ranked) {
    page.line("## Ranked by what is lost at %d agents", MOST);
    page.line("");
    page.line("| pattern | steps/s alone | efficiency at %d | at %d | of %d agents lost | most of it to | then to |", SOME, MOST, MOST);
    page.line("|---|---|---|---|---|---|---|");
    for (ScalingReport report : ranked) {
      boolean loses = Page.point(report, MOST).map(PointReport::loses).orElse(false);
      Optional<LossStack> stack = Page.stack(report, MOST);
      page.line("| %s | %s | %s | %s | %s | %s | %s |",
          Page.name(report),
          Page.number(Page.point(report, 1).map(PointReport::throughput).orElse(Double.NaN)),
          Page.percent(report, SOME),
          Page.percent(report, MOST),
          String.format(Locale.ROOT, "%.1f", MOST * (1 - Page.efficiency(report, MOST))),
          loses ? stack.map(s -> loss(s, 0)).orElse("cannot say") : "–",
          loses ? stack.map(s -> loss(s, 1)).orElse("") : "–");
    }
    page.line("");
    page.line("–: the interval reaches 100 %%, so no loss is shown. *cannot say*: the ledger's fork did not work as the scored ones did; the split below tells where.");
    ranked.stream().filter(report -> Page.point(report, MOST).isPresent() && report.id().benchmark().contains(".Independent.")).findFirst().ifPresent(this::aboveAHundred);
    page.line("");
  }

  /** Why a lone agent is slower than one in company. */
  private void aboveAHundred(ScalingReport control) {
    page.line("Above 100 %%: an agent alone is slowed, for its processor falls asleep between two steps.");
    Page.stack(control, MOST).ifPresent(stack -> {
      double micros = Page.lost(stack, Cause.CPU) / Page.point(control, MOST).orElseThrow().throughput() * 1e6;
      page.line("One step of an independent agent computes %.0f µs %s among %d than alone.", Math.abs(micros), micros < 0 ? "less" : "more", MOST);
    });
  }

  private static String loss(LossStack stack, int rank) {
    List<LossStack.Loss> losses = Page.largest(stack);
    return rank < losses.size()
        ? String.format(Locale.ROOT, "%s (%.1f agents)", losses.get(rank).cause().meaning(), losses.get(rank).lostThreads())
        : "–";
  }

  private void overheads(List<ScalingReport> ranked) {
    List<ScalingReport> coordinated = ranked.stream().filter(report -> report.overhead().isPresent()).toList();
    Set<Integer> counts = new TreeSet<>();
    coordinated.forEach(report -> report.points().forEach(point -> counts.add(point.threads())));
    page.line("## What coordination itself takes");
    page.line("");
    page.line("1 − throughput ÷ that of as many agents that make the same step and never meet (`Independent`), with the 95 %% interval of the ratio.");
    page.line("What the processors alone cost many agents is not in it.");
    page.line("");
    page.line("| pattern | %s |", counts.stream().map(n -> n + (n == 1 ? " agent" : " agents")).collect(Collectors.joining(" | ")));
    page.line("|---|%s", "---|".repeat(counts.size()));
    Set<String> caveats = new LinkedHashSet<>();
    for (ScalingReport report : coordinated) {
      Answer<Overhead> answer = report.overhead().orElseThrow();
      if (answer instanceof Answer.CannotSay<Overhead> unknown) {
        caveats.add(Page.name(report) + ": cannot say: " + unknown.reason());
        continue;
      }
      Overhead overhead = answer.known().orElseThrow();
      overhead.caveats().forEach(caveat -> caveats.add(Page.name(report).split(" ")[0] + ": not like with like, " + caveat));
      page.line("| %s | %s |", Page.name(report),
          counts.stream().map(n -> overhead.at(n).map(EfficiencyLoss::share).orElse("not measured")).collect(Collectors.joining(" | ")));
    }
    page.line("");
    caveats.forEach(caveat -> page.line("- %s.", caveat));
    page.line("");
  }

  private static String share(Overhead.At at) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * (Math.abs(at.share()) < 0.0005 ? 0 : at.share())) + at.interval().map(i -> String.format(Locale.ROOT, " (%.1f … %.1f)", 100 * i.low(), 100 * i.high())).orElse("");
  }
}

/** What to change, by what can be won. */
final class Recommendations {

  private static final double WORTH_IT = 1.02;
  private static final double MUCH_FOREIGN = 0.05;

  private final Page page;
  private final int most;

  Recommendations(Page page, int most) {
    this.page = page;
    this.most = most;
  }

  void write(List<ScalingReport> ranked) {
    page.line("## What to do, most to win first");
    page.line("");
    page.line("What can be won is a model, not a measurement: throughput at %d agents if the one cause took no more of a step than alone and nothing else changed,", most);
    page.line("up to what the processors or perfect scaling allow. Waiting for a processor is no such cause: only more processors, or less work a step, take it away.");
    page.line("");
    ranked.stream()
        .filter(report -> Page.point(report, most).map(PointReport::loses).orElse(false))
        .sorted(Comparator.comparingDouble(Recommendations::gain).reversed())
        .forEach(this::recommend);
    List<String> others =
        ranked.stream()
            .filter(report -> !Page.point(report, most).map(PointReport::loses).orElse(false))
            .map(report -> Page.name(report) + " " + Page.percent(report, most))
            .toList();
    if (!others.isEmpty()) {
      page.line("- No loss is shown, for the interval reaches 100 %%: %s.", String.join(", ", others));
    }
    page.line("");
  }

  /** The largest gain of the model; below every gain where it cannot say. */
  private static double gain(ScalingReport report) {
    return report.whatIfs().known().map(all -> all.isEmpty() ? 1.0 : all.get(0).gain()).orElse(0.0);
  }

  private void recommend(ScalingReport report) {
    StringBuilder text = new StringBuilder();
    text.append("- **").append(Page.name(report)).append("**");
    Optional<WhatIf> best = report.whatIfs().known().flatMap(all -> all.stream().filter(w -> w.gain() >= WORTH_IT).findFirst());
    if (best.isPresent()) {
      WhatIf first = best.get();
      text.append(String.format(Locale.ROOT, ": up to %.2f × without %s%s.", first.gain(), first.cause().meaning(), stop(first.stop())));
    } else if (report.whatIfs().known().isPresent()) {
      text.append(": no single cause but the processors is worth taking away.");
    } else {
      text.append(": cannot say what can be won (").append(report.whatIfs().reason()).append(").");
    }
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    if (!stacks.isEmpty()) {
      LossStack stack = stacks.get(stacks.size() - 1);
      explain(stack, best.map(WhatIf::cause), text);
    }
    text.append(" Again: ").append(command(report)).append('.');
    page.line("%s", text.toString());
  }

  private static String stop(WhatIf.Stop stop) {
    return switch (stop) {
      case NONE -> "";
      case PROCESSORS -> ", where the processors stop it";
      case PERFECT_SCALING -> ", which is perfect scaling";
    };
  }

  private void explain(LossStack stack, Optional<Cause> won, StringBuilder text) {
    List<LossStack.Loss> largest = Page.largest(stack);
    if (largest.isEmpty()) {
      return;
    }
    LossStack.Loss first = largest.get(0);
    text.append(String.format(Locale.ROOT, " At %d agents %.1f are lost, most to %s (%.1f).", stack.threads(), stack.lost(), first.cause().meaning(), first.lostThreads()));
    Set<Cause> causes = new LinkedHashSet<>();
    causes.add(first.cause());
    won.ifPresent(causes::add);
    causes.forEach(cause -> text.append(' ').append(advice(cause, stack)));
    if (causes.contains(Cause.DATABASE_SOCKET) || stack.context().foreignBusy() > MUCH_FOREIGN) {
      text.append(server(stack));
    }
    OptionalDouble beyond = stack.beyondHardware();
    if (beyond.isPresent() && beyond.getAsDouble() > 0) {
      text.append(String.format(Locale.ROOT,
          " A bound, not a part of the split: %.1f agents are more than these processors could serve if every step computed as little as at the best point%s.",
          beyond.getAsDouble(),
          stack.context().foreignBusy() > MUCH_FOREIGN ? ", and the server's own work is not in it" : ""));
    }
  }

  private static String advice(Cause cause, LossStack stack) {
    return switch (cause) {
      case CPU -> "Each step computes more than alone: look for retries, spinning and cache misses with `scripts/tollgate profile`.";
      case RUN_QUEUE ->
          stack.context().foreignBusy() > MUCH_FOREIGN
              ? String.format(Locale.ROOT,
                  "Give it processors, or spend less of them: other processes, here the server's, used %.0f %% of them.",
                  100 * stack.context().foreignBusy())
              : "Give it processors, or spend less of them on each step.";
      case DATABASE_SOCKET -> database(stack);
      case OTHER_SOCKET -> "Fewer round trips: more messages a frame.";
      case POOL_WAIT -> "A larger pool only where the server still has processors; else shorter holds.";
      case MONITOR, LOCK_PARK -> "Shorten what is done under the lock, or split it: more resources than agents.";
      case CONDITION_PARK -> "Agents wait for each other: fewer rounds in step, votes through fewer hands, a task ready before it is asked for.";
      case SLEEP -> "Timers fire late where processors are busy.";
      case SAFEPOINT, JVM_INTERNAL, UNEXPLAINED -> "The JVM itself: look at allocation first.";
    };
  }

  /** What the server's processes do decides what helps. */
  private static String database(LossStack stack) {
    Map<String, Double> states = stack.context().database();
    String worst =
        List.of("lock", "wal", "cpu", "io", "lwLock").stream()
            .max(Comparator.comparingDouble(state -> states.getOrDefault(state, 0.0)))
            .filter(state -> states.getOrDefault(state, 0.0) > 0)
            .orElse("");
    String advice =
        switch (worst) {
          case "lock" -> "The server's processes wait for each other's locks: rows or keys that agents do not share, and no round trip or waiting while a lock is held";
          case "wal" -> "The server writes its log for each commit: several steps a commit";
          case "cpu" -> "The server computes: fewer and cheaper statements a step";
          case "io" -> "The server reads or writes data: smaller working set, more shared buffers";
          case "lwLock" -> "The server's processes meet inside it: fewer connections at work at a time";
          default -> "Fewer and shorter transactions: several steps a commit, no lock held across a round trip";
        };
    return advice + ".";
  }

  private static String server(LossStack stack) {
    Map<String, Double> states = stack.context().database();
    Map<String, String> names = new java.util.LinkedHashMap<>();
    names.put("lock", "waiting for locks");
    names.put("wal", "writing the log");
    names.put("cpu", "computing or ready to");
    names.put("io", "reading and writing");
    names.put("idleInTransaction", "idle in an open transaction");
    String told =
        names.entrySet().stream()
            .filter(name -> states.getOrDefault(name.getKey(), 0.0) >= 1)
            .map(name -> String.format(Locale.ROOT, "%,.0f µs %s", states.get(name.getKey()), name.getValue()))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? "" : " In the server a step means " + told + ".";
  }

  private String command(ScalingReport report) {
    String[] parts = report.id().benchmark().split("\\.");
    String name = String.join(".", List.of(parts).subList(parts.length - 3, parts.length));
    String folder = "results/" + parts[parts.length - 2].toLowerCase(Locale.ROOT);
    String params = Page.telling(report).entrySet().stream().map(p -> " -p " + p.getKey() + "=" + p.getValue()).collect(Collectors.joining());
    return String.format("`scripts/tollgate run --include %s --threads 1,%d --ledger --out %s -- -f 3 -r 1s%s`, then `scripts/tollgate scaling %s`", name, most, folder, params, folder);
  }
}

/** Three claims about agent platforms, decided on intervals. */
final class Claims {

  private static final int SOME = 10;
  private static final int QUEUE_CLAIM = 30;
  private static final int MOST = 50;
  private static final double KEPT = 0.28;

  private final Page page;
  private final List<ScalingReport> patterns;
  private final List<ScalingReport> all;
  private final Map<SweepId, Sweep> sweeps;

  Claims(Page page, List<ScalingReport> patterns, List<ScalingReport> all, Map<SweepId, Sweep> sweeps) {
    this.page = page;
    this.patterns = patterns;
    this.all = all;
    this.sweeps = sweeps;
  }

  void write() {
    page.line("## Three claims about agent platforms");
    page.line("");
    Optional<ScalingReport> gil = interpreter("GIL");
    Optional<ScalingReport> free = interpreter("FREE");
    losses(gil);
    if (gil.isPresent() && free.isPresent()) {
      lock(gil.get(), free.get());
    }
    queue();
  }

  private void losses(Optional<ScalingReport> gil) {
    page.line("### 72 %% of the efficiency is lost at %d agents", MOST);
    page.line("");
    List<String> surely = patterns.stream().filter(r -> interval(r).map(i -> i.high() <= KEPT).orElse(false)).map(Page::name).toList();
    List<String> maybe = patterns.stream().filter(r -> interval(r).map(i -> i.low() <= KEPT && i.high() > KEPT).orElse(false)).map(Page::name).toList();
    page.line("**%s** %d of %d patterns surely lose as much on these processors (the whole interval of the efficiency is at most 28 %%)%s; %s.",
        !surely.isEmpty() ? "True of some, no rule." : maybe.isEmpty() ? "Refuted." : "Not decided.",
        surely.size(),
        patterns.size(),
        surely.isEmpty() ? "" : ": " + String.join(", ", surely),
        maybe.isEmpty() ? "no other may" : maybe.size() + " more may: " + String.join(", ", maybe));
    gil.flatMap(Claims::interval).ifPresent(i ->
        page.line("Agents that wait 13 ms for each ms they compute %s under the emulated lock: they keep %s.",
            i.high() <= KEPT ? "lose as much" : i.low() <= KEPT ? "may lose as much" : "lose less", Page.percent(gil.get(), MOST)));
    page.line("");
  }

  private static Optional<Interval> interval(ScalingReport report) {
    return Page.point(report, MOST).flatMap(PointReport::efficiencyInterval);
  }

  private void lock(ScalingReport gil, ScalingReport free) {
    int cpus = gil.cpus().orElse(0);
    double r = Double.parseDouble(gil.id().params().get("thinkMicros")) / Double.parseDouble(gil.id().params().get("computeMicros"));
    double withLock = 100 * (1 - Page.efficiency(gil, MOST));
    double without = 100 * (1 - Page.efficiency(free, MOST));
    page.line("### A global interpreter lock is the cause");
    page.line("");
    Optional<LossStack> stack = Page.stack(gil, MOST);
    if (stack.isPresent()) {
      double taken = Page.lost(stack.get(), Cause.CONDITION_PARK) + Page.lost(stack.get(), Cause.LOCK_PARK) + Page.lost(stack.get(), Cause.MONITOR);
      page.line("**%s** By its own ledger the lock takes %.1f of the %.1f agents lost.",
          taken > 0.5 * stack.get().lost() ? "Yes; but to drop it gains what the processors leave." : "In part.", taken, stack.get().lost());
    } else {
      page.line("**Cannot be split**: %s.", gil.unexplained().getOrDefault(MOST, gil.stacks().reason()));
    }
    page.line("Without it %d processors would still lose %.0f of the %.0f points, so dropping it gains %.0f here; from %d processors on up to all %.0f.",
        cpus, without, withLock, withLock - without, (int) Math.ceil(MOST / (1 + r)), withLock);
    page.line("`scaling` calls this lock *%s*, because it parks on a condition, as CPython's does.", Cause.CONDITION_PARK.meaning());
    page.line("");
    for (ScalingReport report : List.of(gil, free)) {
      page.line("#### %s", Page.name(report));
      page.line("");
      page.split(report);
    }
    page.line("A lock alone allows (1 + r) / N of the work, with r = wait / compute; c processors c (1 + r) / N.");
    page.line("");
    page.line("| agents | with the lock | bound (1 + r) / N | without | bound of %d processors |", cpus);
    page.line("|---|---|---|---|---|");
    for (PointReport point : gil.points()) {
      int n = point.threads();
      page.line("| %d | %s | %.1f %% | %s | %.1f %% |", n, Page.percent(gil, n), 100 * Math.min(1, (1 + r) / n), Page.percent(free, n), 100 * Math.min(1, cpus * (1 + r) / n));
    }
    page.line("");
    laws(gil, r);
  }

  /** The two readings of a loss of 72 % at 50, and the lock's own law. */
  private void laws(ScalingReport gil, double r) {
    page.line("Two readings of the Universal Scalability Law lose 72 %% at 50: σ = 0.0525, κ = 0, without a peak, and σ = 0, κ = 0.00105, with one near 31. Neither is a lock's law, whose curve has a kink.");
    page.line("Efficiency by each, and measured:");
    page.line("");
    page.line("| agents | measured | σ = 0.0525 | κ = 0.00105 | kink at 1 + r |");
    page.line("|---|---|---|---|---|");
    List<IntToDoubleFunction> laws =
        List.of(n -> 1 / (1 + 0.0525 * (n - 1)), n -> 1 / (1 + 0.00105 * n * (n - 1)), n -> Math.min(1, (1 + r) / n));
    double[] squares = new double[laws.size()];
    for (PointReport point : gil.points()) {
      int n = point.threads();
      StringBuilder row = new StringBuilder();
      for (int law = 0; law < laws.size(); law++) {
        double expected = laws.get(law).applyAsDouble(n);
        squares[law] += Math.pow(expected - Page.efficiency(gil, n), 2);
        row.append(String.format(Locale.ROOT, " %.1f %% |", 100 * expected));
      }
      page.line("| %d | %s |%s", n, Page.percent(gil, n), row);
    }
    int count = gil.points().size();
    page.line("| off by, root mean square | | %.1f points | %.1f points | %.1f points |",
        100 * Math.sqrt(squares[0] / count), 100 * Math.sqrt(squares[1] / count), 100 * Math.sqrt(squares[2] / count));
    page.line("");
    String closer = squares[0] < squares[1] ? "without a peak" : "with a peak";
    int apart = 1;
    for (int n = 2; n <= MOST; n++) {
      apart = spread(laws, n) > spread(laws, apart) ? n : apart;
    }
    page.line("%s The three differ most at %d agents, by %.0f points between the highest and the lowest: that is where to measure.",
        squares[2] < Math.min(squares[0], squares[1])
            ? "**The kink fits; of the two readings the one " + closer + " is closer.**"
            : "**The reading " + closer + " fits best.**",
        apart, 100 * spread(laws, apart));
    page.line("");
  }

  private static double spread(List<IntToDoubleFunction> laws, int n) {
    double[] values = laws.stream().mapToDouble(law -> law.applyAsDouble(n)).sorted().toArray();
    return values[values.length - 1] - values[0];
  }

  private void queue() {
    page.line("### The queue holds to about %d agents", QUEUE_CLAIM);
    page.line("");
    for (ScalingReport report : patterns) {
      if (report.id().benchmark().contains(".Queue.")) {
        page.line("- **%s**: %s %s", Page.name(report), beyond(report), early(report));
      }
    }
    page.line("");
  }

  /** What the throughput does beyond the claim. */
  private String beyond(ScalingReport report) {
    Optional<LogMean> there = throughput(report, QUEUE_CLAIM);
    Optional<LogMean> most = throughput(report, MOST);
    Optional<Interval> interval = there.flatMap(x -> most.flatMap(y -> y.ratioInterval(x, ScalingAnalysis.CONFIDENCE)));
    if (interval.isEmpty()) {
      return "cannot say: it needs two forks at " + QUEUE_CLAIM + " and at " + MOST + " agents.";
    }
    String ratio =
        String.format(Locale.ROOT, "%s steps/s at %d agents and %s at %d, %.2f × (%.2f … %.2f)",
            Page.number(there.orElseThrow().value()), QUEUE_CLAIM, Page.number(most.orElseThrow().value()), MOST,
            Math.exp(most.get().mean() - there.get().mean()), interval.get().low(), interval.get().high());
    Optional<LogMean> before = lessThan(report, QUEUE_CLAIM);
    boolean fallsBefore = before.flatMap(x -> there.get().ratioInterval(x, ScalingAnalysis.CONFIDENCE)).map(i -> i.high() < 1).orElse(false);
    String verdict =
        fallsBefore
            ? "refuted of throughput, which falls before"
            : interval.get().low() > 1
                ? "refuted of throughput, which still grows beyond"
                : interval.get().high() < 1
                    ? "confirmed of throughput, which falls beyond"
                    : "not decided: beyond, throughput may grow or fall";
    return verdict + ": " + ratio + ".";
  }

  /** What is left of the efficiency long before. */
  private static String early(ScalingReport report) {
    Optional<Interval> interval = Page.point(report, SOME).flatMap(PointReport::efficiencyInterval);
    boolean lost = interval.map(i -> i.high() < 1).orElse(false);
    return String.format(Locale.ROOT, "Efficiency %s: %s there, %s at %d.",
        lost ? "was already being lost at " + SOME + " agents" : "is not shown to be lost at " + SOME + " agents",
        Page.percent(report, SOME), Page.percent(report, QUEUE_CLAIM), QUEUE_CLAIM);
  }

  /** Throughput at the most agents below {@code threads}. */
  private Optional<LogMean> lessThan(ScalingReport report, int threads) {
    return report.points().stream().map(PointReport::threads).filter(n -> n < threads).max(Comparator.naturalOrder()).flatMap(n -> throughput(report, n));
  }

  private Optional<LogMean> throughput(ScalingReport report, int threads) {
    return Optional.ofNullable(sweeps.get(report.id()))
        .flatMap(sweep -> sweep.points().stream().filter(point -> point.threads() == threads).findFirst())
        .map(Sweep.Point::throughput);
  }

  private Optional<ScalingReport> interpreter(String runtime) {
    return all.stream()
        .filter(report -> report.id().benchmark().contains("Interpreter") && runtime.equals(report.id().params().get("runtime")))
        .findFirst();
  }
}

/** Lines of the page, and figures as it writes them. */
final class Page {

  private static final double SHOWN = 0.005;
  private static final Set<String> TELLING = Set.of("leases", "queue", "topology", "runtime");

  private final StringBuilder out = new StringBuilder();

  void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String text() {
    return out.toString();
  }

  /** Where the agents of one sweep go, a row for each thread count, and what limits that. */
  void split(ScalingReport report) {
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    if (stacks.isEmpty()) {
      line("Cannot say: %s.", report.stacks().reason());
      line("");
      return;
    }
    Set<Cause> causes = new LinkedHashSet<>();
    for (LossStack stack : stacks) {
      stack.losses().stream().filter(loss -> Math.abs(loss.lostThreads()) >= SHOWN * stack.threads()).forEach(loss -> causes.add(loss.cause()));
    }
    line("| agents | efficiency | work done | %s |", causes.stream().map(Cause::meaning).collect(Collectors.joining(" | ")));
    line("|---|---|---|%s", "---|".repeat(causes.size()));
    for (LossStack stack : stacks) {
      line("| %d | %s | %.1f | %s |",
          stack.threads(),
          percent(report, stack.threads()),
          stack.speedup(),
          causes.stream().map(cause -> String.format(Locale.ROOT, "%.1f", lost(stack, cause))).collect(Collectors.joining(" | ")));
    }
    line("");
    report.unexplained().forEach((threads, reason) ->
        line("%d agents, %s: cannot say: %s.  ", threads, percent(report, threads), reason));
    report.notes().forEach(note -> line("%s.  ", note));
    line("");
  }

  /** The parameters that say which variant of a pattern it is. */
  static Map<String, String> telling(ScalingReport report) {
    Map<String, String> telling = new TreeMap<>(report.id().params());
    telling.keySet().retainAll(TELLING);
    // What agents run on unless something else is asked for says nothing.
    telling.remove("runtime", "PLATFORM");
    return telling;
  }

  /** The pattern and its variant. */
  static String name(ScalingReport report) {
    String[] parts = report.id().benchmark().split("\\.");
    String values = String.join(", ", telling(report).values());
    return parts[parts.length - 2] + (values.isEmpty() ? "" : " " + values);
  }

  static Optional<PointReport> point(ScalingReport report, int threads) {
    return report.points().stream().filter(point -> point.threads() == threads).findFirst();
  }

  static double efficiency(ScalingReport report, int threads) {
    return point(report, threads).map(PointReport::efficiency).orElse(OptionalDouble.empty()).orElse(Double.NaN);
  }

  static String percent(ScalingReport report, int threads) {
    Optional<Interval> interval = point(report, threads).flatMap(PointReport::efficiencyInterval);
    double efficiency = efficiency(report, threads);
    String value = Double.isNaN(efficiency) ? "not measured" : String.format(Locale.ROOT, "%.1f %%", 100 * efficiency);
    return interval.map(i -> String.format(Locale.ROOT, "%s (%.1f–%.1f)", value, 100 * i.low(), 100 * i.high())).orElse(value);
  }

  static Optional<LossStack> stack(ScalingReport report, int threads) {
    return report.stacks().known().orElse(List.of()).stream().filter(stack -> stack.threads() == threads).findFirst();
  }

  static List<LossStack.Loss> largest(LossStack stack) {
    return stack.losses().stream()
        .filter(loss -> loss.lostThreads() >= SHOWN * stack.threads())
        .sorted(Comparator.comparingDouble(LossStack.Loss::lostThreads).reversed())
        .toList();
  }

  static double lost(LossStack stack, Cause cause) {
    double lost = stack.losses().stream().filter(loss -> loss.cause() == cause).mapToDouble(LossStack.Loss::lostThreads).sum();
    return Math.abs(lost) < 0.05 ? 0 : lost;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}
