package tollgate.harness.read.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.Recording;

/** Our reader of chunks beside the JDK's on the same real recordings, made by the JDK at hand. */
class ChunkReaderTest {

  @TempDir private static Path folder;
  private static Path file = Path.of("");
  private static byte[] bytes = {};
  private static volatile Object sink = "";

  /** A recording of everything that is kept, in several chunks: each other recording ends one. */
  @BeforeAll
  static void record() throws Exception {
    file = folder.resolve("everything.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      for (String event : ActivityCounter.EVENTS.keySet()) {
        recording.enable(event).withStackTrace().withThreshold(Duration.ZERO);
      }
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10)).withStackTrace();
      recording.start();
      for (int chunk = 0; chunk < 3; chunk++) {
        Thread worker = new Thread(ChunkReaderTest::work, "a.T.m-jmh-worker-" + chunk);
        worker.start();
        worker.join();
        System.gc();
        try (jdk.jfr.Recording other = new jdk.jfr.Recording()) {
          other.start();
        }
      }
      recording.stop();
      recording.dump(file);
    }
    bytes = Files.readAllBytes(file);
  }

  private static void work() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket far = server.accept()) {
      Path written = Files.createTempFile(folder, "w", ".txt");
      for (int i = 0; i < 50; i++) {
        near.getOutputStream().write(i);
        sink = far.getInputStream().read();
        LockSupport.parkNanos(10_000);
        LockSupport.parkNanos(ChunkReaderTest.class, 10_000);
        sink = new byte[100_000];
        Files.writeString(written, "text " + i);
        monitor();
      }
      Thread.sleep(2);
      long until = System.nanoTime() + 100_000_000L;
      while (System.nanoTime() < until) {
        sink = Math.sqrt(until);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void monitor() throws InterruptedException {
    synchronized (ChunkReaderTest.class) {
      ChunkReaderTest.class.wait(1);
    }
  }

  @Test
  void read_realRecordingOfSeveralChunks_isWhatTheJdkReads() throws Exception {
    assertThat(chunks(bytes)).hasSizeGreaterThanOrEqualTo(3);

    Map<Object, long[]> ours = totals(read(file).activities());
    Map<Object, long[]> theirs = totals(RecordingReader.readByTheJdk(file).activities());

    assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    for (Map.Entry<Object, long[]> place : ours.entrySet()) {
      long[] sums = place.getValue();
      long[] expected = theirs.getOrDefault(place.getKey(), new long[2]);
      assertThat(sums[0]).as("events: %s", place.getKey()).isEqualTo(expected[0]);
      // The JDK rounds each event to a nanosecond, we round the sum.
      assertThat(Math.abs(sums[1] - expected[1]))
          .as("amount: %s", place.getKey())
          .isLessThanOrEqualTo(sums[0] + 1);
    }
    assertThat(RecordingReader.readByTheJdk(file).activities())
        .extracting(Activity::kind)
        .contains(
            Kind.PARK,
            Kind.SLEEP,
            Kind.MONITOR_WAIT,
            Kind.SOCKET_READ,
            Kind.SOCKET_WRITE,
            Kind.FILE,
            Kind.ALLOCATION,
            Kind.GC_PAUSE);
  }

  @Test
  void read_wholeFile_isOurReadersWork() {
    assertThat(RecordingReader.read(file).activities()).isNotEmpty();
    assertThat(totals(RecordingReader.read(file).activities()).keySet())
        .isEqualTo(totals(readQuietly(file).activities()).keySet());
  }

  private static RecordingSums readQuietly(Path recording) {
    try {
      return read(recording);
    } catch (IOException | ChunkReader.Refused e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is left of a file cut anywhere is exactly its whole chunks, read by either. */
  @Test
  void read_cutAnywhere_isTheWholeChunksTotal() throws Exception {
    List<Integer> ends = chunks(bytes);
    Map<Integer, Map<Object, Long>> expected = new HashMap<>();
    for (int end : ends) {
      Path whole = Files.write(folder.resolve("whole.jfr"), Arrays.copyOf(bytes, end));
      expected.put(end, counts(RecordingReader.readByTheJdk(whole).activities()));
    }
    for (int length = ends.get(0); length < bytes.length; length += bytes.length / 61) {
      Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(bytes, length));
      int limit = length;
      int end = ends.stream().filter(each -> each <= limit).reduce((one, other) -> other).get();

      Recording recording = RecordingReader.read(cut);

      assertThat(counts(recording.activities())).isEqualTo(expected.get(end));
      assertThat(recording.warnings()).hasSize(end == length ? 0 : 1);
    }
  }

  @Test
  void read_damagedAnywhere_isReadOrRefused() throws Exception {
    Random random = new Random(9);
    for (int round = 0; round < 80; round++) {
      byte[] damaged = bytes.clone();
      for (int i = 0; i < 5; i++) {
        damaged[68 + random.nextInt(damaged.length - 68)] = (byte) random.nextInt();
      }
      Path target = Files.write(folder.resolve("damaged.jfr"), damaged);
      try {
        ChunkReader.read(target, damaged.length, new RecordingSums());
      } catch (ChunkReader.Refused e) {
        assertThat(e).hasMessage("not as expected");
      }
    }
  }

  @Test
  void read_anotherFormat_isRefused() throws Exception {
    byte[] other = bytes.clone();
    other[5] = 3;
    Path target = Files.write(folder.resolve("other.jfr"), other);

    assertThatExceptionOfType(ChunkReader.Refused.class)
        .isThrownBy(() -> ChunkReader.read(target, other.length, new RecordingSums()));
  }

  /** Where each chunk ends. */
  private static List<Integer> chunks(byte[] recording) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    while (at < recording.length) {
      at += (int) ByteBuffer.wrap(recording).getLong(at + 8);
      ends.add(at);
    }
    return ends;
  }

  private static RecordingSums read(Path recording) throws IOException, ChunkReader.Refused {
    RecordingSums sums = new RecordingSums();
    ChunkReader.read(recording, Files.size(recording), sums);
    return sums;
  }

  private static Map<Object, Long> counts(List<Activity> activities) {
    Map<Object, Long> counts = new HashMap<>();
    totals(activities).forEach((place, sums) -> counts.put(place, sums[0]));
    return counts;
  }

  private static Map<Object, long[]> totals(List<Activity> activities) {
    Map<Object, long[]> totals = new HashMap<>();
    for (Activity each : activities) {
      totals.put(
          List.of(each.kind(), each.on(), each.worker(), each.frames()),
          new long[] {each.count(), each.amount()});
    }
    return totals;
  }
}
