package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.scaling.LossStack.Loss;
import tollgate.harness.scaling.WhatIf.Stop;
import tollgate.harness.stats.LinearLeastSquares;

/**
 * Splits lost parallelism into causes. By Little's law the worker time of an operation is R(N) = N
 * / X(N) = Σ w_j(N), so N = S + Σ X(N)·(w_j(N) − w_j(1)) exactly.
 *
 * <p>The ledger's fork carries an instrument, so its shares are applied to the scored forks' R(N);
 * points whose ledger comes from a fork at another speed are left out ({@link LedgerFork}).
 */
final class LossAnalysis {

  /** Causes that cost less than this share of the threads are not worth a what-if. */
  private static final double WORTH_ASKING = 0.01;

  private static final int MIN_LEDGERS_BEYOND_ONE = 3;

  /** Below this share of busy processors something else came first. */
  private static final double BUSY = 0.95;

  private LossAnalysis() {}

  static Answer<List<LossStack>> stacks(Sweep sweep) {
    Optional<Sweep.Point> single = sweep.single();
    Optional<String> missing = missing(single);
    if (single.isEmpty() || missing.isPresent()) {
      return Answer.cannotSay(missing.orElse(""));
    }
    List<LossStack> stacks = new ArrayList<>();
    for (Sweep.Point point : explained(sweep)) {
      stacks.add(stack(single.get(), point, ceiling(sweep, single.get(), point)));
    }
    return stacks.isEmpty()
        ? Answer.cannotSay(
            "no point beyond one thread has a ledger that explains it; "
                + sweep.widest().threads()
                + " threads: "
                + sweep.widest().ledger().reason())
        : Answer.of(List.copyOf(stacks));
  }

  /** Why points beyond one thread have no stack though others may, by thread count. */
  static SortedMap<Integer, String> unexplained(Sweep sweep) {
    TreeMap<Integer, String> reasons = new TreeMap<>();
    for (Sweep.Point point : sweep.points()) {
      if (point.threads() > 1 && point.ledger() instanceof Answer.CannotSay<Ledger> unknown) {
        reasons.put(point.threads(), unknown.reason());
      }
    }
    return reasons;
  }

  /** Points beyond one thread whose ledger is theirs. */
  private static List<Sweep.Point> explained(Sweep sweep) {
    return sweep.points().stream()
        .filter(point -> point.threads() > 1 && point.ledger().known().isPresent())
        .toList();
  }

  private static Optional<String> missing(Optional<Sweep.Point> single) {
    if (single.isEmpty()) {
      return Optional.of("no point at one thread, so nothing says what an operation costs alone");
    }
    return single.get().ledger() instanceof Answer.CannotSay<Ledger> unknown
        ? Optional.of("the point at one thread: " + unknown.reason())
        : Optional.empty();
  }

  private static LossStack stack(
      Sweep.Point single, Sweep.Point point, Answer<Double> hardwareCeiling) {
    double throughput = point.throughput().value();
    List<Loss> losses = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      Seconds alone = seconds(single, cause);
      Seconds together = seconds(point, cause);
      losses.add(
          new Loss(
              cause,
              throughput * (together.value() - alone.value()),
              throughput * (together.low() - alone.high()),
              throughput * (together.high() - alone.low())));
    }
    losses.sort(Comparator.comparingDouble(Loss::lostThreads).reversed());
    return new LossStack(
        point.threads(),
        throughput / single.throughput().value(),
        losses,
        hardwareCeiling,
        point.context());
  }

  /**
   * Speedup at which all processors are busy: cpus / (X(1) · least computing per operation). Not
   * that of the thread alone, whose processor falls asleep between operations and pays for each
   * waking.
   */
  private static Answer<Double> ceiling(Sweep sweep, Sweep.Point single, Sweep.Point point) {
    if (sweep.cpus().isEmpty()) {
      return Answer.cannotSay("the number of processors is not known");
    }
    double busy = point.context().hostBusy();
    if (Double.isNaN(busy)) {
      return Answer.cannotSay("nobody recorded how busy the processors were");
    }
    if (busy < BUSY) {
      return Answer.cannotSay(
          String.format(
              Locale.ROOT, "the processors were busy for only %.0f %% of it", 100 * busy));
    }
    double computing =
        sweep.points().stream()
            .filter(each -> each.ledger().known().isPresent())
            .mapToDouble(each -> seconds(each, Cause.CPU).value())
            .min()
            .orElse(Double.NaN);
    double most = sweep.cpus().getAsInt() / (computing * single.throughput().value());
    return computing > 0
        ? Answer.of(Math.min(point.threads(), most))
        : Answer.cannotSay("operations do not compute");
  }

  static Answer<List<CauseShare>> shares(Sweep sweep) {
    Optional<Sweep.Point> single = sweep.single();
    Optional<String> missing = missing(single);
    if (single.isEmpty() || missing.isPresent()) {
      return Answer.cannotSay(missing.orElse(""));
    }
    List<Sweep.Point> points = explained(sweep);
    if (points.size() < MIN_LEDGERS_BEYOND_ONE) {
      return Answer.cannotSay(
          points.size()
              + " usable ledgers beyond one thread; splitting σ and κ needs "
              + MIN_LEDGERS_BEYOND_ONE);
    }
    double alone = single.get().throughput().value();
    double[] n = points.stream().mapToDouble(Sweep.Point::threads).toArray();
    double[][] columns = new double[2][n.length];
    double[] weights = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      columns[0][i] = n[i] - 1;
      columns[1][i] = n[i] * (n[i] - 1);
      weights[i] = points.get(i).throughput().value() / (n[i] * alone);
    }
    List<CauseShare> shares = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      double base = seconds(single.get(), cause).value();
      double[] grown =
          points.stream().mapToDouble(p -> alone * (seconds(p, cause).value() - base)).toArray();
      double[] part = LinearLeastSquares.solve(columns, weights, grown);
      shares.add(new CauseShare(cause, part[0], part[1]));
    }
    return Answer.of(List.copyOf(shares));
  }

  static Answer<List<WhatIf>> whatIfs(Sweep sweep) {
    Optional<Sweep.Point> single = sweep.single();
    Sweep.Point widest = sweep.widest();
    Optional<String> missing = missing(single);
    if (single.isEmpty() || missing.isPresent()) {
      return Answer.cannotSay(missing.orElse(""));
    }
    if (widest.threads() == 1) {
      return Answer.cannotSay("no point beyond one thread");
    }
    if (widest.ledger() instanceof Answer.CannotSay<Ledger> unknown) {
      return Answer.cannotSay(widest.threads() + " threads: " + unknown.reason());
    }
    List<WhatIf> whatIfs = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      whatIf(single.get(), widest, cause, sweep.cpus()).ifPresent(whatIfs::add);
    }
    whatIfs.sort(Comparator.comparingDouble(WhatIf::gain).reversed());
    return Answer.of(List.copyOf(whatIfs));
  }

  private static Optional<WhatIf> whatIf(
      Sweep.Point single, Sweep.Point widest, Cause cause, OptionalInt cpus) {
    int threads = widest.threads();
    double throughput = widest.throughput().value();
    double residence = threads / throughput;
    double excess = seconds(widest, cause).value() - seconds(single, cause).value();
    // Waiting for a processor goes away only with more processors or less work: not a lock to drop.
    if (excess < WORTH_ASKING * residence || cause == Cause.RUN_QUEUE) {
      return Optional.empty();
    }
    double without = threads / (residence - excess);
    double computing = processorTime(widest, cpus) - (cause == Cause.CPU ? excess : 0);
    double processors =
        cpus.isPresent() && computing > 0
            ? Math.max(throughput, cpus.getAsInt() / computing)
            : Double.POSITIVE_INFINITY;
    double perfect = Math.max(throughput, threads * single.throughput().value());
    double reached = Math.min(without, Math.min(processors, perfect));
    Stop stop =
        reached == without
            ? Stop.NONE
            : reached == perfect ? Stop.PERFECT_SCALING : Stop.PROCESSORS;
    return Optional.of(new WhatIf(cause, threads, reached, reached / throughput, stop));
  }

  /**
   * Processor time of one operation, in seconds: everybody's where the machine's was recorded,
   * since a server and the other threads of the JVM need processors too; else the workers' own.
   */
  private static double processorTime(Sweep.Point point, OptionalInt cpus) {
    double workers = seconds(point, Cause.CPU).value();
    double busy = point.context().hostBusy();
    // The machine's account is kept by ticks, which bursts shorter than a tick may escape.
    return cpus.isPresent() && !Double.isNaN(busy)
        ? Math.max(workers, cpus.getAsInt() * busy / point.throughput().value())
        : workers;
  }

  /** A row in seconds per operation of the scored forks. */
  private record Seconds(double value, double low, double high) {}

  private static Seconds seconds(Sweep.Point point, Cause cause) {
    Ledger ledger = point.ledger().known().orElseThrow();
    double scale = point.threads() / point.throughput().value() / ledger.wallMicros();
    Ledger.Row row = ledger.rows().getOrDefault(cause, Ledger.Row.exactly(0));
    return new Seconds(row.micros() * scale, row.lowMicros() * scale, row.highMicros() * scale);
  }
}
