package tollgate.benchmarks.launch;

import com.zaxxer.hikari.util.ConcurrentBag;
import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Plant}s do in the processes under test. A system works for a while before it errs, so
 * that its set-up is not what fails.
 */
public final class Misdeeds {
  private static final long HONEST = 100;
  private static final long EVERY = 20;

  private static final AtomicLong CALLS = new AtomicLong();
  private static volatile @Nullable Object previous;

  private Misdeeds() {}

  /** Whether it is time again to err. */
  public static boolean due() {
    long call = CALLS.incrementAndGet();
    return call > HONEST && call % EVERY == 0;
  }

  /** Whether it is time to err once. */
  public static boolean dueOnce() {
    return CALLS.incrementAndGet() == HONEST;
  }

  /**
   * What was given out last, in place of what is to be given out now.
   *
   * @param now null for nothing
   */
  public static @Nullable Object sameAgain(@Nullable Object now) {
    Object last = previous;
    if (now != null && last != null && due()) {
      return last;
    }
    previous = now;
    return now;
  }

  /**
   * The connection lent last, while the one to be lent now goes back.
   *
   * @param bag HikariCP's
   * @param now one of its entries, or null
   */
  @SuppressWarnings({"rawtypes", "unchecked"})
  public static @Nullable Object lentTwice(Object bag, @Nullable Object now) {
    Object lent = sameAgain(now);
    if (now != null && lent != now) {
      ((ConcurrentBag) bag).requite((IConcurrentBagEntry) now);
    }
    return lent;
  }

  /** Sends a message once more, by a way that is not planted. */
  public static void sendExtra(ByteBuffer message, WebSocketChannel channel) {
    if (due()) {
      WebSockets.sendText(message.duplicate(), channel, null);
    }
  }

  /**
   * Undoes a transaction, sometimes.
   *
   * @param connection about to commit
   * @return whether it was undone
   */
  public static boolean rollBack(Connection connection) throws SQLException {
    boolean due = due();
    if (due) {
      connection.rollback();
    }
    return due;
  }

  /**
   * A statement that locks nothing.
   *
   * @param sql any
   * @return the same, where it is no claim of a task and no lease
   */
  public static String withoutLock(String sql) {
    return sql.contains("tollgate.leases") || sql.contains("'coordination'")
        ? sql.replaceAll("for update( skip locked)?", "")
        : sql;
  }
}
