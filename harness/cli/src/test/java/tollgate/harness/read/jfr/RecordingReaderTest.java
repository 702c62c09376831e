package tollgate.harness.read.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.model.Activity;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;

class RecordingReaderTest {

  @TempDir private static Path folder;
  private static byte[] whole = new byte[0];

  /** A real recording, made here, so that each JDK reads its own. */
  @BeforeAll
  static void record() throws IOException {
    Path file = folder.resolve("made.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
      recording.enable("jdk.GarbageCollection").withoutThreshold();
      recording.start();
      System.gc();
      Thread parked = new Thread(RecordingReaderTest::parkForAWhile, "a.T.m-jmh-worker-1");
      parked.start();
      parked.join();
      recording.stop();
      recording.dump(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    whole = Files.readAllBytes(file);
  }

  private static void parkForAWhile() {
    LockSupport.parkNanos(RecordingReaderTest.class, 2_000_000);
  }

  @Test
  void read_park_isFoundWithItsStackOnTheWorkerThread() throws IOException {
    Recording recording = read(whole);

    assertThat(recording.warnings()).isEmpty();
    assertThat(recording.activities())
        .anySatisfy(
            activity -> {
              assertThat(activity.kind()).isEqualTo(Activity.Kind.PARK);
              assertThat(activity.worker()).isTrue();
              assertThat(activity.on()).isEqualTo("java.lang.Class");
              assertThat(activity.amount()).isPositive();
              assertThat(activity.frames())
                  .anyMatch(frame -> frame.method().equals("parkForAWhile"));
            });
  }

  @Test
  void read_garbageCollection_isAPauseWithItsCause() throws IOException {
    assertThat(read(whole).activities())
        .filteredOn(activity -> activity.kind() == Activity.Kind.GC_PAUSE)
        .anySatisfy(
            activity -> {
              assertThat(activity.on()).contains("System.gc()");
              assertThat(activity.amount()).isPositive();
            });
  }

  @Test
  void read_twoChunks_countsBoth() throws IOException {
    assertThat(parks(read(twice()))).isEqualTo(2 * parks(read(whole)));
  }

  @Test
  void read_secondChunkCutOff_keepsTheFirstAndSaysSo() throws IOException {
    Recording recording = read(Arrays.copyOf(twice(), whole.length + whole.length / 2));

    assertThat(parks(recording)).isEqualTo(parks(read(whole)));
    assertThat(recording.warnings()).singleElement().asString().contains("cut off");
  }

  @Test
  void read_truncatedAnywhere_isRefusedInOneLine() throws IOException {
    for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 97)) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> read(part))
          .satisfies(fault -> assertThat(fault.getMessage()).contains(".jfr: ").hasLineCount(1));
    }
  }

  /** Whatever is lost of the second chunk, the first is read as if it were alone. */
  @Test
  void read_secondChunkTruncatedAnywhere_neverGivesAnotherTotal() throws IOException {
    byte[] twice = twice();
    long first = parks(read(whole));
    for (int length = whole.length + 1;
        length < twice.length;
        length += Math.max(1, whole.length / 97)) {
      Recording recording = read(Arrays.copyOf(twice, length));
      assertThat(parks(recording)).isEqualTo(first);
      assertThat(recording.warnings()).singleElement().asString().contains("cut off");
    }
  }

  @Test
  void read_gzip_saysWhatToDo() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(whole);
    }

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read(packed.toByteArray()))
        .withMessageContaining("gunzip");
  }

  @Test
  void read_foreignText_isNoRecording() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read("[{}]".getBytes(StandardCharsets.US_ASCII)))
        .withMessageContaining("no flight recording");
  }

  @Test
  void read_bytesDamagedAnywhere_isReadOrRefusedButNeverCrashes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 20; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (InputException e) {
        assertThat(e.getMessage()).hasLineCount(1);
      }
    }
  }

  private static long parks(Recording recording) {
    return recording.activities().stream()
        .filter(activity -> activity.kind() == Activity.Kind.PARK)
        .filter(activity -> activity.on().equals("java.lang.Class"))
        .mapToLong(Activity::count)
        .sum();
  }

  private static byte[] twice() {
    byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, twice, whole.length, whole.length);
    return twice;
  }

  private static Recording read(byte[] bytes) throws IOException {
    return RecordingReader.read(Files.write(Files.createTempFile(folder, "r", ".jfr"), bytes));
  }
}
