package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.Live;

/**
 * Where a scenario's script is performed: JMH's threads meet, each becomes its share of the users,
 * and the last one to leave clears up.
 *
 * <p>No shared state here has a tear-down: JMH lets all other threads spin meanwhile, which on two
 * cores took longer than the shot.
 */
@State(Scope.Benchmark)
public class Stage {
  private static final long MEETING_SECONDS = 60;
  private static final int STACK_BYTES = 256 << 10;

  private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
  private int threads;
  private LastOut lastOfShot;
  private LastOut lastOfTrial;
  private CyclicBarrier meeting;
  private @Nullable Script script;
  private volatile @Nullable Live live;

  /**
   * Called by JMH.
   *
   * @param params of the trial
   */
  @Setup
  public void open(BenchmarkParams params) {
    threads = params.getThreads();
    lastOfShot = new LastOut(params);
    lastOfTrial = new LastOut(params);
    meeting = new CyclicBarrier(threads, this::begin);
  }

  /** How many users a script for so many will have. */
  int users(int atLeast) {
    return Math.max(atLeast, threads);
  }

  /** Takes the script of this trial and prepares its first shot. */
  void present(Script next) throws Exception {
    script = next;
    next.prepare();
  }

  private void begin() {
    theScript().start();
    live = Live.tell(() -> isOver() ? "" : theScript().progress());
  }

  private Script theScript() {
    return Objects.requireNonNull(script, "a scenario presents its script in its set-up");
  }

  /**
   * One JMH thread's part in a shot: its share of the users, itself the first of them.
   *
   * @param index of the thread, from 0
   * @return users
   */
  int perform(int index) throws Exception {
    meeting.await(MEETING_SECONDS, TimeUnit.SECONDS);
    List<Thread> helpers = new ArrayList<>();
    int users = users(theScript().users());
    for (int user = index + threads; user < users; user += threads) {
      int mine = user;
      Thread helper = new Thread(null, () -> play(mine), "user-" + mine, STACK_BYTES);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    play(index);
    for (Thread helper : helpers) {
      helper.join();
    }
    Throwable why = failed.get();
    if (why instanceof Error error) {
      throw error;
    }
    if (why != null) {
      throw (Exception) why;
    }
    return helpers.size() + 1;
  }

  private void play(int user) {
    try {
      theScript().user(user);
    } catch (Exception | Error e) {
      failed.compareAndSet(null, e);
    }
  }

  /** Whether a user's failure ends the shot for all. */
  boolean isOver() {
    return failed.get() != null;
  }

  /** A thread has left the shot; the last one checks it and prepares the next. */
  void leaveShot() throws Exception {
    if (lastOfShot.isLast()) {
      Live telling = live;
      if (telling != null) {
        telling.close();
      }
      theScript().end();
      theScript().prepare();
    }
  }

  /** A thread has left the trial; the last one clears up. */
  void leaveTrial() throws Exception {
    if (lastOfTrial.isLast()) {
      theScript().close();
    }
  }
}
