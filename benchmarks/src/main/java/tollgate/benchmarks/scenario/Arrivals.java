package tollgate.benchmarks.scenario;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tollgate.benchmarks.measure.Work;

/** One pass through a schedule by many users: whoever is free takes the next arrival. */
final class Arrivals {
  /** An operating system wakes a thread late; this is not the platform's fault. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A backlog that takes longer belongs to a rate that nobody reaches; it might take hours. */
  private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How soon somebody who only looks on sees that all is over. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Schedule schedule;
  private final long startNanos;
  private final BooleanSupplier over;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger onTime = new AtomicInteger();
  private final AtomicInteger backlog = new AtomicInteger();
  private final Queue<Integer> givenUp = new ConcurrentLinkedQueue<>();

  /**
   * A pass that has not begun.
   *
   * @param startNanos when it does, by {@link System#nanoTime()}
   * @param over whether users are to stop before the end
   */
  Arrivals(Schedule schedule, long startNanos, BooleanSupplier over) {
    this.schedule = schedule;
    this.startNanos = startNanos;
    this.over = over;
  }

  /** What is done at an arrival. */
  @FunctionalInterface
  interface Visit {
    /**
     * Does it.
     *
     * @param arrival its number, from 0
     * @param dueNanos when it should have begun, from the start
     * @param begunNanos when it begins, by {@link System#nanoTime()}
     */
    void at(int arrival, long dueNanos, long begunNanos);
  }

  /** One user's part: arrivals as they come, until there are none left. */
  void serve(Visit visit) {
    int arrival = next.getAndIncrement();
    while (arrival < schedule.arrivals() && !over.getAsBoolean()) {
      long due = schedule.offsetNanos(arrival);
      Work.pause(startNanos + due - System.nanoTime());
      long now = System.nanoTime();
      if (now > startNanos + schedule.lengthNanos() + LONGEST_DRAIN_NANOS) {
        givenUp.add(arrival);
        return;
      }
      if (now <= startNanos + schedule.lengthNanos() + GRACE_NANOS) {
        onTime.incrementAndGet();
      }
      int waiting = schedule.due(now - startNanos) - begun.incrementAndGet();
      backlog.accumulateAndGet(waiting, Math::max);
      visit.at(arrival, due, now);
      arrival = next.getAndIncrement();
    }
  }

  /**
   * The part of somebody who is one too many: takes no arrival, and stays until all are due. Who
   * left at once would make the shot look shorter than it was.
   */
  void lookOn() {
    long left = untilEndNanos();
    while (left > 0 && !over.getAsBoolean()) {
      Work.pause(Math.min(left, LOOK_NANOS));
      left = untilEndNanos();
    }
  }

  private long untilEndNanos() {
    return startNanos + schedule.lengthNanos() - System.nanoTime();
  }

  long startNanos() {
    return startNanos;
  }

  /** The arrivals that were left because the others took too long, all users being done. */
  IntStream abandoned() {
    if (givenUp.isEmpty()) {
      return IntStream.empty();
    }
    int all = schedule.arrivals();
    return IntStream.concat(
        givenUp.stream().mapToInt(Integer::intValue),
        IntStream.range(Math.min(next.get(), all), all));
  }

  /** How long an arrival had waited when it was given up. */
  long waitedNanos(int arrival) {
    return schedule.lengthNanos() + LONGEST_DRAIN_NANOS - schedule.offsetNanos(arrival);
  }

  /** {@code 3 of 45 s, offered 50.0/s, achieved 49.7/s}, so far; takes no lock. */
  String progress() {
    long past = System.nanoTime() - startNanos;
    double seconds = Math.max(past, 1) / 1e9;
    double length = schedule.lengthNanos() / 1e9;
    boolean behind = seconds > length && begun.get() < schedule.arrivals();
    return String.format(
        Locale.ROOT,
        "%s%.0f of %.0f s, offered %.1f/s, achieved %.1f/s",
        behind ? "behind schedule, " : "",
        seconds,
        length,
        schedule.due(past) / Math.min(seconds, length),
        begun.get() / (behind ? seconds : Math.min(seconds, length)));
  }

  /** Arrivals per second that were begun before the schedule's end. */
  double achievedRate() {
    return schedule.rate() * onTime.get() / schedule.arrivals();
  }

  /** The most arrivals that were due and not begun. */
  int backlog() {
    return backlog.get();
  }
}
