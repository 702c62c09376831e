package tollgate.benchmarks.scenario;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Many users at one rate for a while, an open loop, and whether the platform bore it. */
final class Pass {
  private static final double LEAST_SUCCESS = 0.99;
  private static final double DRAIN_SHARE = 0.02;
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Schedule schedule;
  private final Arrivals arrivals;
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final Pulse pulse = new Pulse();

  /**
   * A request that succeeded.
   *
   * @param dueNanos from the pass's start to its intended beginning
   * @param responseNanos from there to its end
   * @param queueNanos of that, until a user was free for it
   */
  record Sample(int user, long dueNanos, long responseNanos, long queueNanos) {}

  /**
   * One that begins in a moment: users need one to start.
   *
   * @param over whether users are to stop before the end
   */
  Pass(Schedule schedule, BooleanSupplier over) {
    this.schedule = schedule;
    this.arrivals =
        new Arrivals(schedule, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5), over);
  }

  /** One user's part, to the end. */
  void perform(int user, StressSearch.Request request) {
    arrivals.serve(
        (arrival, due, begun) -> {
          long intended = arrivals.startNanos() + due;
          try {
            request.send(user, arrival);
            long response = System.nanoTime() - intended;
            samples.add(new Sample(user, due, response, begun - intended));
            pulse.success(response);
          } catch (CallFailed e) {
            pulse.failure();
          }
        });
  }

  /** When it began, by {@link System#nanoTime()}. */
  long startNanos() {
    return arrivals.startNanos();
  }

  /** Requests per second. */
  double rate() {
    return schedule.rate();
  }

  /** The requests that succeeded, all users being done. */
  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** How it goes; takes no lock of users. */
  String progress() {
    return arrivals.progress() + ", " + pulse.text();
  }

  /**
   * Whether it was borne, all users being done.
   *
   * @param limitMillis for the 95th percentile of the response
   */
  boolean bears(double limitMillis) {
    return bears(schedule, samples(), limitMillis);
  }

  /**
   * Whether a rate was borne: 99 % succeeded, 95 % of these within the limit, and the queue did not
   * grow. It grew when more was unfinished at the pass's end than comes in the time that requests
   * usually took in the pass's first quarter, and a fiftieth of the pass and 20 ms on top. A
   * platform that is slow but keeps up is so told from one that does not keep up: the first is
   * judged by the limit alone.
   *
   * <p>What is unfinished is the rate times the mean response (Little's law), however unlike the
   * requests are. When the last one's end was looked at instead, any request that takes long by
   * nature was a queue: of simulated mixed work, a tenth of which took 100 ms longer, 0.2 to 0.6 of
   * the true rate was found. The longest response of the first quarter as a measure of what is
   * usual found up to 3.6 times the true rate, since under too much work the first quarter's
   * longest take as long as the pass.
   */
  static boolean bears(Schedule schedule, List<Sample> samples, double limitMillis) {
    if (samples.size() < LEAST_SUCCESS * schedule.arrivals()) {
      return false;
    }
    Histogram all = Tally.histogram();
    Histogram first = Tally.histogram();
    int unfinished = 0;
    for (Sample sample : samples) {
      all.recordValue(sample.responseNanos());
      if (sample.dueNanos() <= schedule.lengthNanos() / 4) {
        first.recordValue(sample.responseNanos());
      }
      if (sample.dueNanos() + sample.responseNanos() > schedule.lengthNanos()) {
        unfinished++;
      }
    }
    double allowedNanos =
        first.getValueAtPercentile(50) + schedule.lengthNanos() * DRAIN_SHARE + DRAIN_NANOS;
    double queueNanos = unfinished / schedule.rate() * TimeUnit.SECONDS.toNanos(1);
    return Tally.micros(all, 95) <= limitMillis * 1_000 && queueNanos <= allowedNanos;
  }
}
