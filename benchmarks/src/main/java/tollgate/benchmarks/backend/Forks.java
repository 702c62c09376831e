package tollgate.benchmarks.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The forks of a run that is broken off. */
final class Forks {
  private static final long REAPING_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Forks() {}

  /**
   * Kills every child of this JVM, with all that it has started, but those named. A fork's own
   * reaper has to outlive it, as ours has to outlive us: it ends what the fork could not, and is
   * waited for.
   *
   * @param spared process ids of children
   */
  static void kill(Set<Long> spared) {
    List<ProcessHandle> reapers = new ArrayList<>();
    ProcessHandle.current()
        .children()
        .filter(child -> !spared.contains(child.pid()))
        .forEach(
            child -> {
              List<ProcessHandle> tree = child.descendants().toList();
              child.destroyForcibly();
              for (ProcessHandle each : tree) {
                if (Reaper.is(each)) {
                  reapers.add(each);
                } else {
                  each.destroyForcibly();
                }
              }
            });
    await(reapers);
  }

  /** By looking: the thread that would tell us may be the one that ends this JVM. */
  private static void await(List<ProcessHandle> reapers) {
    long deadline = System.nanoTime() + REAPING_NANOS;
    while (reapers.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
