package tollgate.benchmarks.scenario;

import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the breaking point with many users: short open-loop passes at one rate after the other.
 *
 * <p>Whether a rate is borne {@link Pass#bears} says. A pass that fails is tried once more, since a
 * hiccup of the machine is not the platform's limit.
 */
final class StressSearch {
  private static final long STUCK_SECONDS = 60;

  private final Plan plan;
  private final CyclicBarrier together;
  private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
  private volatile @Nullable Pass current;
  private @Nullable Pass best;

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
      if (failed.get() == null) {
        meet();
      }
    }
  }

  private boolean bears(double rate, Request request) throws Exception {
    boolean borne = pass(rate, request);
    return borne ? borne : pass(rate, request);
  }

  private boolean pass(double rate, Request request) throws Exception {
    Pass pass = new Pass(Schedule.constant(rate, plan.seconds()), () -> failed.get() != null);
    current = pass;
    meet();
    perform(pass, 0, request);
    meet();
    boolean borne = pass.bears(plan.limitMillis());
    if (borne) {
      best = pass;
    }
    return borne;
  }

  /**
   * Waits for all others.
   *
   * @throws RuntimeException to all of them why one failed in the pass before: whoever tells it
   *     first tells the cause
   */
  private void meet() throws Exception {
    try {
      together.await(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("another user is gone", e);
    }
    RuntimeException cause = failed.get();
    if (cause != null) {
      throw cause;
    }
  }

  /** Who fails comes to the next meeting too: it is there that all learn of it. */
  private void perform(Pass pass, int user, Request request) {
    try {
      pass.perform(user, request);
    } catch (RuntimeException e) {
      failed.compareAndSet(null, e);
    }
  }

  /** The step the search is at; takes no lock of users. */
  String progress() {
    Pass pass = current;
    return pass == null
        ? "between two rates"
        : String.format(Locale.ROOT, "rate step %.0f/s, %s", pass.rate(), pass.progress());
  }

  /** The pass at the highest rate that was borne; null when none was. */
  @Nullable Pass best() {
    return best;
  }
}
