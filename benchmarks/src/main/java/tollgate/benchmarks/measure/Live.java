package tollgate.benchmarks.measure;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells somebody who waits for a long iteration what is going on in it: a line a second, on
 * standard error, behind {@link #MARK}. In a fork JMH carries it to the JVM that shows it.
 *
 * <p>A thread of its own asks for each line. Iterations of less than a second say nothing.
 */
public final class Live implements AutoCloseable {
  /** What such a line begins with. */
  public static final String MARK = "# live: ";

  private static final long EVERY_MILLIS = 1_000;

  private final Supplier<String> words;
  private final PrintStream out;
  private final long everyMillis;
  private final CountDownLatch end = new CountDownLatch(1);

  private Live(Supplier<String> words, PrintStream out, long everyMillis) {
    this.words = words;
    this.out = out;
    this.everyMillis = everyMillis;
  }

  /**
   * Begins to tell.
   *
   * @param words what is going on now; asked on another thread, must not wait for those who work;
   *     an empty text ends it
   * @return what the caller closes when it is over
   */
  public static Live tell(Supplier<String> words) {
    return tell(words, System.err, EVERY_MILLIS);
  }

  static Live tell(Supplier<String> words, PrintStream out, long everyMillis) {
    Live live = new Live(words, out, everyMillis);
    Thread thread = new Thread(null, live::run, "live", 128 << 10);
    thread.setDaemon(true);
    thread.start();
    return live;
  }

  private void run() {
    try {
      while (!end.await(everyMillis, TimeUnit.MILLISECONDS)) {
        String line = words.get();
        if (line.isEmpty()) {
          return;
        }
        // All of it at once: whoever shows it gets whole lines.
        byte[] bytes = (MARK + line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
      }
    } catch (InterruptedException e) {
      // The JVM ends.
    }
  }

  /** Says nothing more. */
  @Override
  public void close() {
    end.countDown();
  }
}
