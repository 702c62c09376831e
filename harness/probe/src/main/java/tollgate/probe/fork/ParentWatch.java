package tollgate.probe.fork;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Halts this JVM when the process that started it is gone, so that a fork does not keep measuring
 * for nobody after a {@code kill -9}.
 *
 * <p>The parent holds the other end of our standard input. Reading from it costs nothing and ends
 * at once when the parent dies, whereas {@link ProcessHandle#onExit()} of a process that is not our
 * child polls, up to five seconds apart.
 */
public final class ParentWatch {
  /** Exit code of a JVM that halted because its parent had gone. */
  public static final int PARENT_GONE = 71;

  private static final long POLL_MILLIS = 500;
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();

  private ParentWatch() {}

  /**
   * Watches the process that is the parent now, from a daemon thread. Repeated calls do nothing.
   */
  public static void install() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    if (parent.isPresent() && INSTALLED.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> haltAfter(parent.get()), "tollgate-parent-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void haltAfter(ProcessHandle parent) {
    awaitEndOfInput();
    try {
      // A parent may close our input and live on; only then is there something to poll.
      while (isParent(parent)) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      Runtime.getRuntime().halt(PARENT_GONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isParent(ProcessHandle parent) {
    return parent.isAlive() && ProcessHandle.current().parent().map(parent::equals).orElse(false);
  }

  private static void awaitEndOfInput() {
    // Not System.in: its lock would block a benchmark that asks for available input.
    try (FileInputStream input = new FileInputStream(FileDescriptor.in)) {
      while (input.read() >= 0) {
        // Nobody writes to a fork.
      }
    } catch (IOException e) {
      // A closed input says as little as an ended one: the poll decides.
    }
  }
}
