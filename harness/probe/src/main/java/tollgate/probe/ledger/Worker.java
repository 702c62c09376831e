package tollgate.probe.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One worker thread and its clocks. The files stay open: opening costs more than reading.
 *
 * <p>No channels: a channel closes itself when its reader is interrupted, and the sampler is, when
 * an iteration ends before it does.
 *
 * <p>The processor time comes from the thread's clock; the scheduler file's own figure is stale by
 * up to a tick while the thread runs.
 */
final class Worker {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A reading that took longer was interrupted between two clocks. */
  private static final long SLOW_READING_NANOS = 200_000;

  private static final int READINGS = 4;

  /** A thread that computed for this long has left a trace in any book that is kept. */
  private static final long TRACE_NANOS = 1_000_000;

  private static final byte[] SWITCHES =
      "nonvoluntary_ctxt_switches:".getBytes(StandardCharsets.US_ASCII);

  private final long javaThreadId;
  private final RandomAccessFile schedstat;
  private final RandomAccessFile status;
  private final byte[] bytes = new byte[4096];

  private Worker(long javaThreadId, RandomAccessFile schedstat, RandomAccessFile status) {
    this.javaThreadId = javaThreadId;
    this.schedstat = schedstat;
    this.status = status;
  }

  /** The calling thread; empty where the system has no scheduler statistics. */
  static Optional<Worker> ofCurrentThread() {
    try {
      return ofCurrentThread(
          Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self"))));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * The calling thread by the files of {@code task}.
   *
   * @return empty where {@code schedstat} or {@code status} is missing
   */
  @SuppressWarnings("deprecation")
  static Optional<Worker> ofCurrentThread(Path task) {
    try {
      return Optional.of(
          new Worker(
              Thread.currentThread().getId(),
              new RandomAccessFile(task.resolve("schedstat").toFile(), "r"),
              new RandomAccessFile(task.resolve("status").toFile(), "r")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the kernel keeps this thread's books. One that was built without CONFIG_SCHEDSTATS, but
   * with delay accounting that is switched off, has the file too and shows {@code 0 0 0} in it.
   *
   * @return false where the first figure, time on a processor, is 0 although the thread has
   *     computed
   * @throws IOException when the thread has ended
   */
  boolean hasStatistics() throws IOException {
    return number(0, load(schedstat)) > 0 || THREADS.getThreadCpuTime(javaThreadId) < TRACE_NANOS;
  }

  /**
   * Reads all clocks into {@code snapshot} and its start time. Reads again when the reader was put
   * off the processor in between.
   *
   * @throws IOException when the thread has ended
   */
  void read(WorkerSnapshot snapshot) throws IOException {
    for (int i = 0; i < READINGS; i++) {
      snapshot.begin();
      long before = System.nanoTime();
      snapshot.cpuNanos = THREADS.getThreadCpuTime(javaThreadId);
      snapshot.runQueueNanos = runQueueNanos();
      long after = System.nanoTime();
      snapshot.nanos = before + (after - before) / 2;
      if (after - before < SLOW_READING_NANOS) {
        break;
      }
    }
    snapshot.worker = javaThreadId;
    snapshot.involuntarySwitches = involuntarySwitches();
    snapshot.allocatedBytes =
        THREADS instanceof com.sun.management.ThreadMXBean bean
            ? bean.getThreadAllocatedBytes(javaThreadId)
            : -1;
  }

  /** Second figure of {@code schedstat}: time spent waiting on a run queue. */
  private long runQueueNanos() throws IOException {
    int length = load(schedstat);
    int at = 0;
    while (at < length && bytes[at] != ' ') {
      at++;
    }
    return number(at, length);
  }

  private long involuntarySwitches() throws IOException {
    int length = load(status);
    for (int at = 0; at + SWITCHES.length < length; at++) {
      if (Arrays.equals(bytes, at, at + SWITCHES.length, SWITCHES, 0, SWITCHES.length)) {
        return number(at + SWITCHES.length, length);
      }
    }
    throw new IOException("unexpected status");
  }

  /** Reads the whole file from its start; nothing is allocated, for allocating can mean waiting. */
  private int load(RandomAccessFile file) throws IOException {
    file.seek(0);
    return file.read(bytes);
  }

  /** The number that follows {@code from}, after blanks. */
  private long number(int from, int length) throws IOException {
    int at = from;
    while (at < length && (bytes[at] < '0' || bytes[at] > '9')) {
      at++;
    }
    if (at >= length) {
      throw new IOException("no number where the kernel always has one");
    }
    long value = 0;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + bytes[at++] - '0';
    }
    return value;
  }
}
