package tollgate.probe.lock;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks at locks of a JVM that knows nothing of us, by thread dumps: monitors and {@code
 * java.util.concurrent} locks whose class name matches. Each look stops all threads for a moment,
 * and finds the owners of {@code java.util.concurrent} locks by walking the heap: use long
 * intervals.
 */
final class ThreadDumpLocks {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Pattern className;

  ThreadDumpLocks(Pattern className) {
    this.className = className;
  }

  /** The matching locks together, under the one name {@code matching}. */
  Map<String, LockSampler.Look> look() {
    boolean held = false;
    int waiting = 0;
    for (ThreadInfo thread : THREADS.dumpAllThreads(true, true)) {
      held |= matches(thread.getLockedMonitors()) || matches(thread.getLockedSynchronizers());
      LockInfo blocker = thread.getLockInfo();
      boolean waits = blocker != null && matches(blocker.getClassName());
      if (waits) {
        waiting++;
        held |= thread.getLockOwnerId() >= 0;
      }
    }
    Map<String, LockSampler.Look> looks = new HashMap<>();
    looks.put("matching", new LockSampler.Look(held, waiting));
    return looks;
  }

  private boolean matches(LockInfo[] locks) {
    for (LockInfo lock : locks) {
      if (matches(lock.getClassName())) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String name) {
    return className.matcher(name).find();
  }
}
