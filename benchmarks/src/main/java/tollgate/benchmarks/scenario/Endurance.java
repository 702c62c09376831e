package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.measure.Metrics;

/**
 * Looks at the platform's memory while a long load goes on, a dozen times a shot, and reports the
 * line through what it saw: {@code memory.growth.hourly}, in MB. Each look collects the platform's
 * garbage first, which stops it for some ten milliseconds.
 *
 * <p>Over hours the line tells a leak. Over a minute it tells how the heap happened to be filled,
 * which an hour multiplies: look at {@code memory.growth} then.
 */
final class Endurance implements OpenLoop.Observer {
  private static final int LOOKS = 12;
  private static final double MEGABYTE = 1 << 20;

  private final OpenLoop.Observer inner;
  private final Population people;
  private final long everyNanos;
  private final List<double[]> seen = new ArrayList<>();
  private @Nullable CountDownLatch end;

  /**
   * Adds to what another observer sees.
   *
   * @param lengthNanos of a shot
   */
  Endurance(OpenLoop.Observer inner, Population people, long lengthNanos) {
    this.inner = inner;
    this.people = people;
    this.everyNanos = lengthNanos / LOOKS;
    Metrics.derived("memory.growth.hourly", "MB", all -> hourly());
  }

  @Override
  public void begin(long startNanos) {
    inner.begin(startNanos);
    CountDownLatch over = new CountDownLatch(1);
    synchronized (this) {
      seen.clear();
      end = over;
    }
    Thread thread = new Thread(null, () -> look(startNanos, over), "endurance", 128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void look(long startNanos, CountDownLatch over) {
    try {
      for (int i = 0; i < LOOKS && !over.await(everyNanos, TimeUnit.NANOSECONDS); i++) {
        double used = people.usage(true).path("heapUsedBytes").asDouble(Double.NaN) / MEGABYTE;
        double hours = (System.nanoTime() - startNanos) / 1e9 / 3_600;
        synchronized (this) {
          seen.add(new double[] {hours, used});
        }
      }
    } catch (CallFailed e) {
      // A platform that cannot tell its memory has errors to report, which others count.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized double hourly() {
    return slope(seen);
  }

  /** Least squares, y over x; NaN for fewer than three points. */
  static double slope(List<double[]> points) {
    if (points.size() < 3) {
      return Double.NaN;
    }
    double x = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (double[] point : points) {
      above += (point[0] - x) * (point[1] - y);
      below += (point[0] - x) * (point[0] - x);
    }
    return above / below;
  }

  @Override
  public void served(int arrival, long dueNanos, long responseNanos) {
    inner.served(arrival, dueNanos, responseNanos);
  }

  @Override
  public void failed(int arrival, long dueNanos, long waitedNanos) {
    inner.failed(arrival, dueNanos, waitedNanos);
  }

  @Override
  public String phase(long sinceNanos) {
    return inner.phase(sinceNanos);
  }

  @Override
  public void check(Population everyone) throws Exception {
    CountDownLatch over;
    synchronized (this) {
      over = end;
    }
    if (over != null) {
      over.countDown();
    }
    inner.check(everyone);
  }
}
