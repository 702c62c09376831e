package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.scaling.LossStack.Loss;
import tollgate.harness.stats.LinearLeastSquares;

/**
 * Splits lost parallelism into causes. By Little's law the worker time of an operation is R(N) = N
 * / X(N) = Σ w_j(N), so N = S + Σ X(N)·(w_j(N) − w_j(1)) exactly.
 *
 * <p>The ledger's fork carries an instrument, so its shares are applied to the scored forks' R(N).
 */
final class LossAnalysis {

  /** Causes that cost less than this share of the threads are not worth a what-if. */
  private static final double WORTH_ASKING = 0.01;

  private static final int MIN_LEDGERS_BEYOND_ONE = 3;

  private LossAnalysis() {}

  static Answer<List<LossStack>> stacks(Sweep sweep) {
    Optional<Sweep.Point> single = sweep.single();
    Optional<String> missing = missing(single);
    if (single.isEmpty() || missing.isPresent()) {
      return Answer.cannotSay(missing.orElse(""));
    }
    List<LossStack> stacks = new ArrayList<>();
    for (Sweep.Point point : sweep.points()) {
      if (point.threads() > 1 && point.ledger().isPresent()) {
        stacks.add(stack(single.get(), point, sweep.cpus()));
      }
    }
    return stacks.isEmpty()
        ? Answer.cannotSay("no point beyond one thread has a ledger; run with --ledger")
        : Answer.of(List.copyOf(stacks));
  }

  private static Optional<String> missing(Optional<Sweep.Point> single) {
    if (single.isEmpty()) {
      return Optional.of("no point at one thread, so nothing says what an operation costs alone");
    }
    return single.get().ledger().isEmpty()
        ? Optional.of("the point at one thread has no ledger; run with --ledger")
        : Optional.empty();
  }

  private static LossStack stack(Sweep.Point single, Sweep.Point point, OptionalInt cpus) {
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
        ceiling(single, point.threads(), cpus));
  }

  /** Speedup at which all processors are busy: cpus / (share of one thread that computes). */
  private static OptionalDouble ceiling(Sweep.Point single, int threads, OptionalInt cpus) {
    double computing = single.ledger().map(ledger -> ledger.share(Cause.CPU)).orElse(Double.NaN);
    return cpus.isPresent() && computing > 0
        ? OptionalDouble.of(Math.min(threads, cpus.getAsInt() / computing))
        : OptionalDouble.empty();
  }

  static Answer<List<CauseShare>> shares(Sweep sweep) {
    Optional<Sweep.Point> single = sweep.single();
    Optional<String> missing = missing(single);
    if (single.isEmpty() || missing.isPresent()) {
      return Answer.cannotSay(missing.orElse(""));
    }
    List<Sweep.Point> points =
        sweep.points().stream()
            .filter(point -> point.threads() > 1 && point.ledger().isPresent())
            .toList();
    if (points.size() < MIN_LEDGERS_BEYOND_ONE) {
      return Answer.cannotSay(
          points.size()
              + " ledgers beyond one thread; splitting σ and κ needs "
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
    if (widest.threads() == 1 || widest.ledger().isEmpty()) {
      return Answer.cannotSay("the widest point has no ledger; run with --ledger");
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
    double computing = seconds(widest, Cause.CPU).value() - (cause == Cause.CPU ? excess : 0);
    double cap =
        cpus.isPresent() && computing > 0
            ? Math.max(throughput, cpus.getAsInt() / computing)
            : Double.POSITIVE_INFINITY;
    double reached = Math.min(without, cap);
    return Optional.of(new WhatIf(cause, threads, reached, reached / throughput, without > cap));
  }

  /** A row in seconds per operation of the scored forks. */
  private record Seconds(double value, double low, double high) {}

  private static Seconds seconds(Sweep.Point point, Cause cause) {
    Ledger ledger = point.ledger().orElseThrow();
    double scale = point.threads() / point.throughput().value() / ledger.wallMicros();
    Ledger.Row row = ledger.rows().getOrDefault(cause, Ledger.Row.exactly(0));
    return new Seconds(row.micros() * scale, row.lowMicros() * scale, row.highMicros() * scale);
  }
}
