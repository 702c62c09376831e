package tollgate.benchmarks.scenario;

import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tollgate.benchmarks.measure.Metrics;

/**
 * Performs a schedule: whichever user is free takes the next arrival, waits for its time, and acts.
 *
 * <p>A response time begins when the arrival was due, not when a user was free for it: a platform
 * that stands still makes everyone wait who came meanwhile, and each of these waits counts. The
 * number of users bounds what is in flight; an arrival for which no user is free is backlog, and
 * has failed when none was half a minute after the schedule's end. A thread more than there are
 * users looks on. {@code rate.achieved} counts the arrivals that were begun by the schedule's end:
 * below 99 % of {@code rate.offered} the load was not the one that was asked for, and the figures
 * say nothing.
 */
final class OpenLoop implements Script {
  private static final long SEED = 20_260_101;

  private final Stage stage;
  private final Population people;
  private final Schedule schedule;
  private final Limits limits;
  private final Action action;
  private final Tally tally;
  private final Observer observer;
  private final int rivals;
  private volatile Arrivals arrivals;
  private int shot;

  /**
   * Limits on conversations.
   *
   * @param global at once
   * @param user of one user at once
   */
  record Limits(int global, int user) {
    static final Limits NONE = new Limits(1_000_000, 1_000_000);
  }

  /** What a user does at an arrival. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it.
     *
     * @param member who
     * @param arrival its number in the schedule, from 0
     * @param random the user's own
     * @return when the platform took it on, by {@link System#nanoTime()}; 0 for at once
     */
    long act(Member member, int arrival, SplittableRandom random) throws CallFailed;
  }

  /** Sees each arrival's end, and checks what a shot left. */
  interface Observer {
    /** Looks at nothing. */
    Observer NONE = new Observer() {};

    /** A shot begins. */
    default void begin(long startNanos) {}

    /**
     * An arrival was served.
     *
     * @param dueNanos from the shot's start to its intended beginning
     * @param responseNanos from there to its end
     */
    default void served(int arrival, long dueNanos, long responseNanos) {}

    /**
     * An arrival has failed, or was given up because nobody had been free for it.
     *
     * @param dueNanos from the shot's start to its intended beginning
     * @param waitedNanos from there until that was known
     */
    default void failed(int arrival, long dueNanos, long waitedNanos) {}

    /** Which part of the shot it is so long after its start; empty when it has none. No lock. */
    default String phase(long sinceNanos) {
      return "";
    }

    /** Whether the rest of the schedule need not be performed. */
    default boolean hasEnough() {
      return false;
    }

    /** The shot is over. */
    default void check(Population people) throws Exception {}
  }

  OpenLoop(
      Stage stage,
      Population people,
      Schedule schedule,
      Limits limits,
      Action action,
      Observer observer) {
    this(stage, people, schedule, limits, action, observer, 1);
  }

  /**
   * The same, with several who share each account.
   *
   * @param rivals how many
   */
  OpenLoop(
      Stage stage,
      Population people,
      Schedule schedule,
      Limits limits,
      Action action,
      Observer observer,
      int rivals) {
    this.stage = stage;
    this.people = people;
    this.schedule = schedule;
    this.limits = limits;
    this.action = action;
    this.observer = observer;
    this.rivals = rivals;
    this.tally = new Tally(people.users());
    this.arrivals = new Arrivals(schedule, 0, stage::isOver);
    Metrics.derived("rate.offered", Tally.PER_SECOND, all -> schedule.rate());
    Metrics.derived("rate.achieved", Tally.PER_SECOND, all -> arrivals.achievedRate());
    Metrics.derived("backlog.max", Metrics.COUNT, all -> arrivals.backlog());
  }

  Tally tally() {
    return tally;
  }

  @Override
  public int users() {
    return people.users();
  }

  @Override
  public void prepare() throws CallFailed, SQLException {
    people.begin(limits.global(), limits.user());
    tally.memoryBefore(people.usage(true));
  }

  @Override
  public void start() {
    shot++;
    // Users need a moment to start.
    long startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
    arrivals = new Arrivals(schedule, startNanos, () -> stage.isOver() || observer.hasEnough());
    tally.begin(startNanos);
    observer.begin(startNanos);
  }

  @Override
  public void user(int index) throws CallFailed {
    if (index >= people.users()) {
      arrivals.lookOn();
      return;
    }
    Member member = people.join(index / rivals);
    SplittableRandom random = new SplittableRandom(SEED + 1_000L * shot + index);
    arrivals.serve((arrival, due, begun) -> visit(index, member, arrival, due, begun, random));
  }

  private void visit(
      int index, Member member, int arrival, long due, long begun, SplittableRandom random) {
    long intended = arrivals.startNanos() + due;
    try {
      long taken = action.act(member, arrival, random);
      long end = System.nanoTime();
      tally.success(index, end - intended, (taken == 0 ? begun : taken) - intended, end);
      observer.served(arrival, due, end - intended);
    } catch (CallFailed e) {
      long end = System.nanoTime();
      tally.failure(index, e.kind(), end - intended, end);
      observer.failed(arrival, due, end - intended);
    }
  }

  @Override
  public String progress() {
    Arrivals pass = arrivals;
    String phase = observer.phase(System.nanoTime() - pass.startNanos());
    return (phase.isEmpty() ? "" : phase + ", ") + pass.progress() + ", " + tally.pulse().text();
  }

  @Override
  public void end() throws Exception {
    arrivals.abandoned().forEach(this::abandon);
    tally.memoryAfter(people.usage(true));
    observer.check(people);
    people.verify();
  }

  private void abandon(int arrival) {
    long waited = arrivals.waitedNanos(arrival);
    tally.abandoned(waited);
    observer.failed(arrival, schedule.offsetNanos(arrival), waited);
  }

  @Override
  public void close() throws SQLException {
    people.close();
  }
}
