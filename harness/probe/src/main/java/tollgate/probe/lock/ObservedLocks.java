package tollgate.probe.lock;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** The locks of this JVM that a benchmark wants to be watched. Watching costs the lock nothing. */
public final class ObservedLocks {

  private static final Map<String, ObservedLock> LOCKS = new ConcurrentHashMap<>();

  private ObservedLocks() {}

  /**
   * A lock that can be asked.
   *
   * @param held whether somebody holds it now
   * @param waiting how many threads wait for it now
   */
  record ObservedLock(BooleanSupplier held, IntSupplier waiting) {}

  /**
   * Watches {@code lock} from now on, in the place of any other of this name.
   *
   * @param name becomes part of metric names
   * @param lock the lock
   */
  public static void observe(String name, ReentrantLock lock) {
    observe(name, lock::isLocked, lock::getQueueLength);
  }

  /**
   * Watches a lock of any make, in the place of any other of this name.
   *
   * @param name becomes part of metric names: letters, digits, dots and dashes
   * @param held whether somebody holds it now; asked from another thread, must not block
   * @param waiting how many threads wait for it now; the same
   * @throws IllegalArgumentException on a name that JMH's result files could not carry
   */
  public static void observe(String name, BooleanSupplier held, IntSupplier waiting) {
    if (!name.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("no name for a metric: " + name);
    }
    LOCKS.put(name, new ObservedLock(held, waiting));
  }

  /** Watches {@code name} no longer. */
  public static void forget(String name) {
    LOCKS.remove(name);
  }

  static SortedMap<String, ObservedLock> all() {
    return new TreeMap<>(LOCKS);
  }
}
