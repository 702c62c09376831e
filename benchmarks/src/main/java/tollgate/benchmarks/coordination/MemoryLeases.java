package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tollgate.benchmarks.domain.Check;

/** Leases within one JVM: a lock for each resource. */
final class MemoryLeases implements Leases, Leases.Client {
  private final ReentrantLock[] locks;

  MemoryLeases(int resources) {
    locks = new ReentrantLock[resources];
    for (int i = 0; i < resources; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  @Override
  public int resources() {
    return locks.length;
  }

  @Override
  public Client open(long agent) {
    return this;
  }

  @Override
  public long recordedGrants() {
    return -1;
  }

  @Override
  public void acquire(int resource) throws InterruptedException {
    boolean granted = locks[resource].tryLock(10, TimeUnit.SECONDS);
    // Words are put together only where there is something to say: this is measured.
    Check.that(
        "lease.granted",
        granted,
        granted ? "" : "resource " + resource + " was not granted within 10 s");
  }

  @Override
  public void release(int resource) {
    locks[resource].unlock();
  }

  @Override
  public void close() {}
}
