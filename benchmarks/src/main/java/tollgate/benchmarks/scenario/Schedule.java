package tollgate.benchmarks.scenario;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * When requests are to begin, fixed before the first one does: an open loop, whose arrivals do not
 * wait for answers.
 */
final class Schedule {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long[] offsetsNanos;
  private final long lengthNanos;

  private Schedule(long[] offsetsNanos, long lengthNanos) {
    this.offsetsNanos = offsetsNanos;
    this.lengthNanos = lengthNanos;
  }

  /**
   * Equal distances.
   *
   * @param rate arrivals per second, above 0
   * @param seconds how long, above 0
   * @throws IllegalArgumentException when it would hold no arrival, or never end
   */
  static Schedule constant(double rate, double seconds) {
    return ramp(rate, rate, seconds);
  }

  /**
   * A rate that rises or falls evenly. The i-th arrival comes when the integral of the rate reaches
   * i + ½.
   *
   * @param from arrivals per second at the start, above 0
   * @param to at the end, above 0
   * @param seconds how long
   */
  static Schedule ramp(double from, double to, double seconds) {
    check(from, seconds);
    check(to, seconds);
    int count = count((from + to) / 2 * seconds);
    double slope = (to - from) / seconds;
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      double area = i + 0.5;
      // from·t + slope·t²/2 = area, in the form that is stable near slope 0.
      double time = 2 * area / (from + Math.sqrt(from * from + 2 * slope * area));
      offsets[i] = (long) (time * NANOS);
    }
    return new Schedule(offsets, (long) (seconds * NANOS));
  }

  /**
   * Independent arrivals: exponential distances, as from many users who know nothing of each other.
   *
   * @param rate mean arrivals per second
   * @param seconds how long
   * @param seed the same seed gives the same arrivals
   */
  static Schedule poisson(double rate, double seconds, long seed) {
    check(rate, seconds);
    SplittableRandom random = new SplittableRandom(seed);
    LongStream.Builder offsets = LongStream.builder();
    int count = 0;
    for (double time = 0; ; count++) {
      time -= Math.log(1 - random.nextDouble()) / rate;
      if (time >= seconds && count > 0) {
        return new Schedule(offsets.build().toArray(), (long) (seconds * NANOS));
      }
      offsets.add((long) (Math.min(time, seconds) * NANOS));
    }
  }

  /**
   * Everyone at once, again and again.
   *
   * @param bursts how often, at least 1
   * @param size arrivals in each, at least 1
   * @param everySeconds from one burst to the next
   */
  static Schedule bursts(int bursts, int size, double everySeconds) {
    check(size / everySeconds, bursts * everySeconds);
    long[] offsets = new long[count((double) bursts * size)];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (long) (i / size * everySeconds * NANOS);
    }
    return new Schedule(offsets, (long) (bursts * everySeconds * NANOS));
  }

  /** This, and the other when it is over. */
  Schedule then(Schedule other) {
    long[] offsets = Arrays.copyOf(offsetsNanos, offsetsNanos.length + other.offsetsNanos.length);
    for (int i = 0; i < other.offsetsNanos.length; i++) {
      offsets[offsetsNanos.length + i] = lengthNanos + other.offsetsNanos[i];
    }
    return new Schedule(offsets, lengthNanos + other.lengthNanos);
  }

  /**
   * A rate that changes at once.
   *
   * @param secondsEach how long each rate lasts
   * @param rates arrivals per second, one after the other
   */
  static Schedule steps(double secondsEach, double... rates) {
    Schedule all = constant(rates[0], secondsEach);
    for (int i = 1; i < rates.length; i++) {
      all = all.then(constant(rates[i], secondsEach));
    }
    return all;
  }

  int arrivals() {
    return offsetsNanos.length;
  }

  /** Nanoseconds from the start to the arrival, 0 being the first. */
  long offsetNanos(int arrival) {
    return offsetsNanos[arrival];
  }

  long lengthNanos() {
    return lengthNanos;
  }

  /** Arrivals per second. */
  double rate() {
    return arrivals() * NANOS / lengthNanos;
  }

  /** How many arrivals are due after so many nanoseconds. */
  int due(long afterNanos) {
    int low = 0;
    int high = offsetsNanos.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsetsNanos[middle] <= afterNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void check(double rate, double seconds) {
    if (!(rate > 0) || !(rate <= 1e6)) {
      throw new IllegalArgumentException("a rate is above 0 and at most a million per second");
    }
    if (!(seconds > 0) || !(seconds <= 86_400)) {
      throw new IllegalArgumentException("a schedule lasts more than 0 s and at most a day");
    }
  }

  private static int count(double arrivals) {
    if (arrivals > 50_000_000) {
      throw new IllegalArgumentException("a schedule holds at most 50 million arrivals");
    }
    return Math.max(1, (int) Math.round(arrivals));
  }
}
