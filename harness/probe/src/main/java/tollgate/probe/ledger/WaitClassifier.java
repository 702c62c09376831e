package tollgate.probe.ledger;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Names a wait by its event and by who called: a park below a connection pool is a pool wait, a
 * socket below a database driver is the database's. No code of the user is needed.
 */
final class WaitClassifier {

  /** The caller of a wait, as far as its stack says. */
  private enum Caller {
    POOL,
    DATABASE,
    OTHER
  }

  /** Stack objects are shared by the events of a chunk, so their identity is the cache's key. */
  private final Map<RecordedStackTrace, Caller> callers = new IdentityHashMap<>();

  private final Map<RecordedClass, Boolean> locks = new IdentityHashMap<>();

  /** Names the wait of one of {@link LedgerRecording#TIMED}. */
  Wait classify(String event, RecordedEvent recorded) {
    Caller caller = caller(recorded.getStackTrace());
    return switch (event) {
      case "jdk.SocketRead", "jdk.SocketWrite" ->
          caller == Caller.OTHER ? Wait.OTHER_SOCKET : Wait.DATABASE_SOCKET;
      case "jdk.ThreadPark" -> caller == Caller.POOL ? Wait.POOL_WAIT : park(recorded);
      case "jdk.JavaMonitorWait" -> caller == Caller.POOL ? Wait.POOL_WAIT : Wait.CONDITION_PARK;
      case "jdk.JavaMonitorEnter" -> Wait.MONITOR;
      case "jdk.ThreadSleep" -> Wait.SLEEP;
      default -> throw new IllegalArgumentException("no wait: " + event);
    };
  }

  /** A timed park on nothing is a nap: nobody else is asked to end it. */
  private Wait park(RecordedEvent recorded) {
    RecordedClass parked = recorded.getClass("parkedClass");
    if (parked == null && recorded.getLong("timeout") > 0) {
      return Wait.SLEEP;
    }
    return isLock(parked) ? Wait.LOCK_PARK : Wait.CONDITION_PARK;
  }

  private boolean isLock(@Nullable RecordedClass parked) {
    return parked != null
        && locks.computeIfAbsent(parked, type -> KnownTypes.isLock(type.getName()));
  }

  private Caller caller(@Nullable RecordedStackTrace stack) {
    if (stack == null) {
      return Caller.OTHER;
    }
    Caller known = callers.get(stack);
    if (known == null) {
      known = callerOf(stack);
      callers.put(stack, known);
    }
    return known;
  }

  /**
   * The innermost frame that is known decides: a driver that reads while it opens a pool's
   * connection is the database, a pool that parks inside a driver's call is the pool.
   */
  private static Caller callerOf(RecordedStackTrace stack) {
    for (RecordedFrame frame : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      Optional<KnownTypes.Library> library = KnownTypes.library(type);
      if (library.isPresent()) {
        return library.get() == KnownTypes.Library.POOL ? Caller.POOL : Caller.DATABASE;
      }
    }
    return Caller.OTHER;
  }
}
