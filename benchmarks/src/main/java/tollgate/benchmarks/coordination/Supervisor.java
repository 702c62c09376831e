package tollgate.benchmarks.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.measure.Work;

/**
 * Listens for the agents' signs of life, and takes the task of one that has been silent for too
 * long away from it, for others to claim.
 */
final class Supervisor {
  /** Signs of life in the silence after which an agent counts as dead, and looks for them. */
  private static final int BEATS_IN_SILENCE = 4;

  private static final long DONE = -1;
  private static final long DYING = -2;
  private static final long WAITING = 0;

  private final long silenceNanos;
  private final ConcurrentLinkedQueue<Task> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<Long, Life> lives = new ConcurrentHashMap<>();
  private final AtomicLong lifeCount = new AtomicLong();
  private final Thread thread = new Thread(this::supervise, "supervisor");
  private volatile boolean supervising = true;

  /** A task; its owner is a life, which may be dying, or nobody, or it is done. */
  static final class Task {
    private final long id;
    private final AtomicLong owner = new AtomicLong(WAITING);
    private final List<Long> deaths = new ArrayList<>();

    Task(long id) {
      this.id = id;
    }

    long id() {
      return id;
    }

    /**
     * When agents died that owned it, the first death first. For who has completed it: the owner
     * orders the accesses, and nobody owns it any more.
     */
    List<Long> deaths() {
      return deaths;
    }
  }

  /** One agent from its birth to its death. */
  static final class Life {
    private final long id;
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable Task task;

    private Life(long id) {
      this.id = id;
    }

    /** Gives a sign of life. */
    void beat() {
      heardNanos = System.nanoTime();
    }

    /** Takes a task that waits; false when it has an owner already. */
    boolean claim(Task claimed) {
      beat();
      task = claimed;
      return claimed.owner.compareAndSet(WAITING, id);
    }

    /** Ends the claim; false when the task is no longer this life's, who was taken for dead. */
    boolean complete(Task claimed) {
      boolean ours = claimed.owner.compareAndSet(id, DONE);
      task = null;
      return ours;
    }

    /**
     * Falls silent for ever, with the task in hand. Who had been taken for dead has none, and holds
     * nothing up.
     *
     * @param nanos when, for who measures how long the task is held up
     */
    void die(Task claimed, long nanos) {
      // The supervisor takes nothing from the dying: nobody else gets at the list meanwhile.
      if (claimed.owner.compareAndSet(id, DYING)) {
        claimed.deaths.add(nanos);
        claimed.owner.set(id);
      }
    }
  }

  Supervisor(long silenceMillis) {
    silenceNanos = TimeUnit.MILLISECONDS.toNanos(silenceMillis);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** An agent that takes part from now on. */
  Life born() {
    Life life = new Life(lifeCount.incrementAndGet());
    lives.put(life.id, life);
    return life;
  }

  /** A task that was taken from the dead, or null. */
  @Nullable Task next() {
    return waiting.poll();
  }

  /** The longest that a living agent should be silent, nanoseconds. */
  long beatNanos() {
    return silenceNanos / BEATS_IN_SILENCE;
  }

  private void supervise() {
    while (supervising) {
      Work.pause(beatNanos());
      look();
    }
  }

  /** Takes their tasks away from those who have been silent for too long by now. */
  void look() {
    long deadline = System.nanoTime() - silenceNanos;
    for (Life life : lives.values()) {
      Task task = life.task;
      if (task != null
          && life.heardNanos - deadline < 0
          && task.owner.compareAndSet(life.id, WAITING)) {
        lives.remove(life.id);
        waiting.add(task);
      }
    }
  }

  /**
   * Ends when nobody works any more and the tasks of the dead have been found.
   *
   * @param open tasks that are not done
   * @return those that wait; fewer than {@code open} when some were not found in the time that two
   *     silences and ten seconds are
   */
  List<Task> stop(long open) throws InterruptedException {
    long deadline = System.nanoTime() + 2 * silenceNanos + TimeUnit.SECONDS.toNanos(10);
    while (waiting.size() != open && System.nanoTime() - deadline < 0) {
      Work.pause(1_000_000);
    }
    supervising = false;
    thread.join();
    return new ArrayList<>(waiting);
  }
}
