package tollgate.benchmarks.scenario;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Work;

/**
 * An open loop of users who borrow a connection to a {@link Store}, write their next value, read it
 * back, hold the connection and return it. {@code queue.*} is the wait for it.
 */
final class StoreScript implements Script {
  private final Stage stage;
  private final Store store;
  private final Schedule schedule;
  private final Incident incident;
  private final Aftermath aftermath;
  private final Borrowers borrowers;
  private final long holdNanos;
  private final int users;
  private final Tally tally;
  private final AtomicLongArray attempted;
  private final AtomicLongArray acknowledged;
  private volatile Arrivals arrivals;
  private @Nullable CompletableFuture<Void> happening;
  private int connections;

  /** What happens during a shot, on a thread of its own. */
  interface Incident extends AutoCloseable {
    /** Nothing but the arrivals. */
    Incident NONE = startNanos -> {};

    /**
     * Lets it happen, and undoes it.
     *
     * @param startNanos of the shot, by {@link System#nanoTime()}
     */
    void happen(long startNanos) throws Exception;

    /** Whether it did harm the last time, as far as it knows itself. */
    default boolean hasStruck() {
      return false;
    }

    @Override
    default void close() {}
  }

  /**
   * Prepares nothing yet.
   *
   * @param store closed with the script, as the incident is
   * @param users how many, which bounds what is in flight
   * @param holdNanos how long a connection is held, what is done with it included
   */
  StoreScript(
      Stage stage,
      Store store,
      int users,
      Schedule schedule,
      long holdNanos,
      Incident incident,
      Aftermath aftermath) {
    this.stage = stage;
    this.store = store;
    this.users = users;
    this.schedule = schedule;
    this.holdNanos = holdNanos;
    this.incident = incident;
    this.aftermath = aftermath;
    this.borrowers = new Borrowers(aftermath.fromNanos(), aftermath.toNanos());
    this.tally = new Tally(users);
    this.attempted = new AtomicLongArray(users);
    this.acknowledged = new AtomicLongArray(users);
    this.arrivals = new Arrivals(schedule, 0, stage::isOver);
    Metrics.derived("rate.offered", Tally.PER_SECOND, all -> schedule.rate());
    Metrics.derived("rate.achieved", Tally.PER_SECOND, all -> arrivals.achievedRate());
    Metrics.derived("backlog.max", Metrics.COUNT, all -> arrivals.backlog());
  }

  Tally tally() {
    return tally;
  }

  Borrowers borrowers() {
    return borrowers;
  }

  @Override
  public int users() {
    return users;
  }

  @Override
  public void prepare() {}

  @Override
  public void start() {
    // Users need a moment to start.
    long startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
    arrivals = new Arrivals(schedule, startNanos, () -> stage.isOver() || aftermath.hasEnough());
    tally.begin(startNanos);
    aftermath.begin();
    borrowers.begin();
    connections = store.connections();
    happening =
        CompletableFuture.runAsync(
            () -> {
              try {
                incident.happen(startNanos);
              } catch (Exception e) {
                throw new IllegalStateException("what was to happen did not: " + e, e);
              }
            },
            runnable -> {
              Thread thread = new Thread(runnable, "incident");
              thread.setDaemon(true);
              thread.start();
            });
  }

  @Override
  public void user(int index) {
    arrivals.serve((arrival, due, begun) -> visit(index, arrival, due));
  }

  private void visit(int user, int arrival, long due) {
    long intended = arrivals.startNanos() + due;
    long asked = System.nanoTime();
    try (Store.Session session = borrow(due, asked)) {
      long got = System.nanoTime();
      use(session, user);
      Work.pause(holdNanos - (System.nanoTime() - got));
      long end = System.nanoTime();
      tally.success(user, end - intended, got - intended, end);
      aftermath.ended(arrival, due, end - intended);
    } catch (CallFailed e) {
      long end = System.nanoTime();
      tally.failure(user, e.kind(), end - intended, end);
      aftermath.ended(arrival, due, -1);
    }
  }

  private Store.Session borrow(long due, long asked) throws CallFailed {
    try {
      Store.Session session = store.borrow();
      borrowers.asked(due, asked, System.nanoTime(), false);
      return session;
    } catch (CallFailed e) {
      boolean refused = e.kind() == Failure.OVERLOADED;
      borrowers.asked(due, asked, System.nanoTime(), refused);
      throw e;
    }
  }

  /** Nobody else writes this user's value, and an older one never replaces it. */
  private void use(Store.Session session, int user) throws CallFailed {
    Store.Value written = Store.Value.of(user, attempted.incrementAndGet(user));
    session.write(user, written);
    acknowledged.set(user, written.number());
    Check.equal("store.value", written, session.read(user));
  }

  @Override
  public String progress() {
    Arrivals pass = arrivals;
    String phase = aftermath.phase(System.nanoTime() - pass.startNanos());
    return phase + ", " + pass.progress() + ", " + tally.pulse().text();
  }

  @Override
  public void end() throws Exception {
    Objects.requireNonNull(happening).get(1, TimeUnit.MINUTES);
    // The aftermath counts as failed whatever it was told nothing of.
    arrivals.abandoned().forEach(arrival -> tally.abandoned(arrivals.waitedNanos(arrival)));
    aftermath.settle();
    borrowers.settle();
    Check.equal("store.lent", 0, store.lent());
    if (incident == Incident.NONE) {
      Check.equal("store.connections", connections, store.connections());
    } else {
      Check.that(
          "incident.felt",
          incident.hasStruck() || aftermath.isFelt(),
          "the fault did not come about, or nobody met it");
    }
    List<Store.Value> stored = store.stored(users);
    long written = 0;
    for (int user = 0; user < users; user++) {
      verify(user, stored.get(user));
      written += acknowledged.get(user);
    }
    Check.that("store.writes", written > 0, "nothing was acknowledged at all");
  }

  /** What was acknowledged is there, or something later that was attempted. */
  private void verify(int user, Store.Value stored) {
    long least = acknowledged.get(user);
    Check.that(
        "store.acknowledged",
        stored.number() >= least && stored.number() <= attempted.get(user),
        "user "
            + user
            + "'s value "
            + least
            + " was acknowledged, "
            + stored.number()
            + " is stored");
    if (stored.number() > 0) {
      Check.equal("store.text", Store.Value.of(user, stored.number()), stored);
    }
  }

  @Override
  public void close() throws Exception {
    try (incident) {
      store.close();
    }
  }
}
