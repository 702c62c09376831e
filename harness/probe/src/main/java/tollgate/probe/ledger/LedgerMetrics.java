package tollgate.probe.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Turns an account into secondary metrics, per operation. Shares come from the account, the length
 * of an operation from JMH: N threads that do X operations per second spend N / X of thread time on
 * each (Little's law), so the rows sum to what JMH measured.
 */
final class LedgerMetrics {

  private static final double MICROS_PER_SECOND = 1e6;

  /** More switches than this per second of processor time are no scheduler's own doing. */
  private static final double YIELDS_PER_CPU_SECOND = 100_000;

  private static final double SATURATED = 0.95;
  private static final double QUEUED = 0.05;

  /** Wake-ups switch others out too; only where threads queue a lot is it yielding that does. */
  private static final double MUCH_QUEUED = 0.2;

  private static final double WINDOW_TOLERANCE = 0.01;

  /** One worker of two hundred may be missing; more, and the shares are of some workers only. */
  private static final double MOST_WORKERS = 0.995;

  private LedgerMetrics() {}

  /** Thread time of one operation in µs; NaN when nothing was measured. */
  static double microsPerOperation(IterationResult result) {
    double score = result.getPrimaryResult().getScore();
    double unitSeconds = result.getBenchmarkParams().getTimeUnit().toNanos(1) / 1e9;
    double threads = result.getBenchmarkParams().getThreads();
    return result.getBenchmarkParams().getMode() == Mode.Throughput
        ? threads / score * unitSeconds * MICROS_PER_SECOND
        : score * unitSeconds * MICROS_PER_SECOND;
  }

  /** How long a worker was measured, on average; JMH measures each by its own clock. */
  static double measuredNanos(IterationResult result) {
    double operations = result.getMetadata() == null ? 0 : result.getMetadata().getMeasuredOps();
    return microsPerOperation(result) * 1e3 * operations / result.getBenchmarkParams().getThreads();
  }

  static List<Result<?>> of(
      LedgerCalculator.Iteration iteration, IterationResult result, long virtualThreads) {
    Account account = iteration.account();
    double micros = microsPerOperation(result);
    double scale = micros / account.wallNanos();
    List<Result<?>> metrics = new ArrayList<>();
    metrics.add(time("wall", micros));
    metrics.add(time("cpu", account.cpuNanos() * scale));
    metrics.add(time("runQueue", account.runQueueNanos() * scale));
    for (Map.Entry<Wait, Account.Share> cause : account.causes().entrySet()) {
      String label = cause.getKey().label();
      metrics.add(time(label, cause.getValue().nanos() * scale));
      metrics.add(time(label + ".low", cause.getValue().low() * scale));
      metrics.add(time(label + ".high", cause.getValue().high() * scale));
    }
    metrics.add(time("unexplained", account.unexplainedNanos() * scale));
    metrics.add(time("unexplained.high", account.unexplained().high() * scale));
    metrics.add(time("overlap", account.overlapNanos() * scale));
    addFacts(metrics, iteration, result, micros, virtualThreads);
    return metrics;
  }

  /** The server's side: on average c backends in a state, X operations per second: c / X each. */
  static List<Result<?>> of(Map<ServerWait, Double> backends, IterationResult result) {
    double perOperation = microsPerOperation(result) / result.getBenchmarkParams().getThreads();
    List<Result<?>> metrics = new ArrayList<>();
    if (Double.isFinite(perOperation)) {
      backends.forEach(
          (wait, count) ->
              metrics.add(scalar("db." + wait.label(), count * perOperation, "us/op")));
    }
    return metrics;
  }

  private static void addFacts(
      List<Result<?>> metrics,
      LedgerCalculator.Iteration iteration,
      IterationResult result,
      double micros,
      long virtualThreads) {
    Account account = iteration.account();
    double threads = result.getBenchmarkParams().getThreads();
    double window = account.wallNanos() / iteration.workers() / measuredNanos(result);
    double workers = iteration.workers() / threads;
    metrics.add(scalar("ledger.window", window, "share"));
    metrics.add(scalar("ledger.workers", workers, "share"));
    Account.Raw raw = account.raw();
    metrics.add(scalar("ledger.raw", raw.clockedNanos() / account.wallNanos(), "share"));
    metrics.add(scalar("ledger.claimed", raw.claimedNanos() / account.wallNanos(), "share"));
    metrics.add(
        scalar(
            "ledger.involuntarySwitches",
            account.involuntarySwitches() * micros * 1e3 / account.wallNanos(),
            "switches/op"));
    if (!Double.isNaN(account.allocatedBytes())) {
      metrics.add(
          scalar(
              "ledger.allocated",
              account.allocatedBytes() * micros * 1e3 / account.wallNanos(),
              "B/op"));
    }
    if (Math.abs(window - 1) > WINDOW_TOLERANCE) {
      metrics.add(limited("window"));
    }
    if (workers < MOST_WORKERS) {
      metrics.add(limited("workers"));
    }
    if (account.involuntarySwitches() > YIELDS_PER_CPU_SECOND * account.cpuNanos() / 1e9
        && account.runQueueNanos() > MUCH_QUEUED * account.wallNanos()) {
      metrics.add(limited("yieldSpinning"));
    }
    if (virtualThreads > 0) {
      metrics.add(limited("virtualThreads"));
    }
    iteration.machine().ifPresent(machine -> addMachine(metrics, machine, account));
  }

  private static void addMachine(
      List<Result<?>> metrics, LedgerCalculator.Machine machine, Account account) {
    metrics.add(scalar("ledger.cpus", machine.processors(), "cpus"));
    if (!Double.isNaN(machine.busyShare())) {
      metrics.add(scalar("ledger.hostBusy", machine.busyShare(), "share"));
      metrics.add(
          scalar(
              "ledger.foreignBusy",
              Math.max(0, machine.busyShare() - machine.processShare()),
              "share"));
      if (machine.busyShare() > SATURATED
          && account.runQueueNanos() > QUEUED * account.wallNanos()) {
        metrics.add(limited("cpuSaturated"));
      }
    }
  }

  /** Why a fork has no ledger, as a metric whose name says it. */
  static Result<?> failed(Failure failure) {
    return scalar("ledger.failed." + failure.label(), 1, "fact");
  }

  private static Result<?> limited(String name) {
    return scalar("ledger.limited." + name, 1, "fact");
  }

  private static Result<?> time(String label, double micros) {
    return scalar("time." + label, micros, "us/op");
  }

  private static Result<?> scalar(String label, double value, String unit) {
    return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
  }
}
