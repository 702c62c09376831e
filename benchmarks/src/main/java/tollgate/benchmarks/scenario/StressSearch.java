package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the breaking point with many users: short open-loop passes at one rate after the other.
 *
 * <p>A rate is borne when 99 % succeed, the 95th percentile of the response is within its limit,
 * and all is done soon after the last arrival: what takes longer to finish than to ask for is a
 * queue that grows. A pass that fails is tried once more, since a hiccup of the machine is not the
 * platform's limit.
 */
final class StressSearch {
  private static final double LEAST_SUCCESS = 0.99;
  private static final double DRAIN_SHARE = 0.02;
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long STUCK_SECONDS = 60;

  private final Plan plan;
  private final CyclicBarrier together;
  private volatile @Nullable Pass current;
  private Collection<Sample> best = List.of();

  /**
   * What is tried.
   *
   * @param users whose number bounds the requests in flight
   * @param from first rate, per second
   * @param highest rate
   * @param precision ratio of the ends at which the search stops
   * @param seconds length of a pass
   * @param limitMillis for the 95th percentile of the response
   */
  record Plan(
      int users,
      double from,
      double highest,
      double precision,
      double seconds,
      double limitMillis) {}

  /** One request. */
  @FunctionalInterface
  interface Request {
    void send(int user, int arrival) throws CallFailed;
  }

  /**
   * A request that succeeded.
   *
   * @param endNanos by {@link System#nanoTime()}
   */
  record Sample(int user, long responseNanos, long queueNanos, long endNanos) {}

  private static final class Pass {
    private final Schedule schedule;
    private final Arrivals arrivals;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Pulse pulse = new Pulse();

    Pass(Schedule schedule) {
      this.schedule = schedule;
      this.arrivals =
          new Arrivals(schedule, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5), () -> false);
    }
  }

  StressSearch(Plan plan) {
    this.plan = plan;
    this.together = new CyclicBarrier(plan.users());
  }

  /**
   * One user's part. User 0 conducts: it alone gets the result.
   *
   * @return what was found; null for all but user 0
   */
  RateSearch.@Nullable Knee participate(int user, Request request) throws Exception {
    if (user != 0) {
      while (true) {
        meet();
        Pass pass = current;
        if (pass == null) {
          return null;
        }
        perform(pass, user, request);
        meet();
      }
    }
    try {
      return RateSearch.search(
          plan.from(), plan.highest(), plan.precision(), rate -> bears(rate, request));
    } finally {
      current = null;
      meet();
    }
  }

  private boolean bears(double rate, Request request) throws Exception {
    boolean borne = pass(rate, request);
    return borne ? borne : pass(rate, request);
  }

  private boolean pass(double rate, Request request) throws Exception {
    Pass pass = new Pass(Schedule.constant(rate, plan.seconds()));
    current = pass;
    meet();
    perform(pass, 0, request);
    meet();
    boolean borne = borne(pass);
    if (borne) {
      best = new ArrayList<>(pass.samples);
    }
    return borne;
  }

  private void meet() throws Exception {
    try {
      together.await(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("another user failed", e);
    }
  }

  private void perform(Pass pass, int user, Request request) {
    try {
      pass.arrivals.serve(
          (arrival, due, begun) -> {
            long intended = pass.arrivals.startNanos() + due;
            try {
              request.send(user, arrival);
              long end = System.nanoTime();
              pass.samples.add(new Sample(user, end - intended, begun - intended, end));
              pass.pulse.success(end - intended);
            } catch (CallFailed e) {
              pass.failures.incrementAndGet();
              pass.pulse.failure();
            }
          });
    } catch (RuntimeException e) {
      together.reset();
      throw e;
    }
  }

  private boolean borne(Pass pass) {
    Histogram responses = Tally.histogram();
    long last = 0;
    for (Sample sample : pass.samples) {
      responses.recordValue(sample.responseNanos());
      last = Math.max(last, sample.endNanos() - pass.arrivals.startNanos());
    }
    double allowed = pass.schedule.lengthNanos() * DRAIN_SHARE + DRAIN_NANOS;
    return pass.samples.size() >= LEAST_SUCCESS * pass.schedule.arrivals()
        && Tally.micros(responses, 95) <= plan.limitMillis() * 1_000
        && last - pass.schedule.lengthNanos() <= allowed;
  }

  /** The step the search is at; takes no lock of users. */
  String progress() {
    Pass pass = current;
    return pass == null
        ? "between two rates"
        : String.format(
            Locale.ROOT,
            "rate step %.0f/s, %s, %s",
            pass.schedule.rate(),
            pass.arrivals.progress(),
            pass.pulse.text());
  }

  /** The requests of the highest rate that was borne. */
  Collection<Sample> best() {
    return Objects.requireNonNull(best);
  }
}
