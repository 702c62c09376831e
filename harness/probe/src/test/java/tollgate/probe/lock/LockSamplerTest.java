package tollgate.probe.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.ProfilerException;

class LockSamplerTest {

  @Test
  void sampler_lockHeldPartOfTheTime_seesThatPart() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    LockSampler sampler =
        new LockSampler(1_000_000, () -> Map.of("it", new LockSampler.Look(lock.isLocked(), 0)));
    sampler.start();
    // The holder keeps its own books, so the test does not depend on how long a nap really takes.
    long begin = System.nanoTime();
    long held = 0;
    while (System.nanoTime() - begin < 1_500_000_000L) {
      lock.lock();
      long from = System.nanoTime();
      LockSupport.parkNanos(6_000_000);
      held += System.nanoTime() - from;
      lock.unlock();
      LockSupport.parkNanos(4_000_000);
    }
    double truth = (double) held / (System.nanoTime() - begin);
    LockLoad load = sampler.stop().getOrDefault("it", new LockLoad());
    assertThat(load.samples()).isGreaterThan(100);
    assertThat(load.heldShare()).isCloseTo(truth, within(0.15));
  }

  @Test
  void threadDump_monitorWithTwoWaiters_seesHolderAndWaiters() throws InterruptedException {
    MarkedMonitor monitor = new MarkedMonitor();
    ThreadDumpLocks locks = new ThreadDumpLocks(Pattern.compile("MarkedMonitor$"));
    LockSampler.Look free = locks.look().get("matching");
    CountDownLatch done = new CountDownLatch(2);
    LockSampler.Look taken;
    synchronized (monitor) {
      for (int i = 0; i < 2; i++) {
        Thread waiter =
            new Thread(
                () -> {
                  synchronized (monitor) {
                    done.countDown();
                  }
                });
        waiter.start();
        while (waiter.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
      }
      taken = locks.look().get("matching");
    }
    done.await();
    assertThat(free).isEqualTo(new LockSampler.Look(false, 0));
    assertThat(taken).isEqualTo(new LockSampler.Look(true, 2));
  }

  @Test
  void load_samples_areSharesAndAMean() {
    LockLoad load = new LockLoad();
    load.add(true, 3);
    load.add(true, 0);
    load.add(false, 0);
    load.add(true, 1);
    assertThat(load.heldShare()).isEqualTo(0.75);
    assertThat(load.waitShare()).isEqualTo(0.5);
    assertThat(load.waitingThreads()).isEqualTo(1);
  }

  @Test
  void options_unknown_areRefused() {
    assertThatThrownBy(() -> new LockProfiler("klass=x"))
        .isInstanceOf(ProfilerException.class)
        .hasMessageContaining("class= and interval=");
    assertThatThrownBy(() -> new LockProfiler("class=(")).isInstanceOf(ProfilerException.class);
  }

  @Test
  void observe_nameThatJsonCannotCarry_isRefused() {
    assertThatThrownBy(() -> ObservedLocks.observe("a\"b", new ReentrantLock()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A class of our own, so that the pattern matches nothing else. */
  private static final class MarkedMonitor {}
}
