package tollgate.harness.read.jfr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;
import tollgate.harness.read.FileFaults;

/** Reads a flight recording of any maker in one pass. */
public final class RecordingReader {

  /** Written by the probe, once per recording. */
  private static final String MEASURED = "tollgate.Measured";

  private static final String CPU_TIME_SAMPLE = "jdk.CPUTimeSample";

  private final Stacks stacks = new Stacks();
  private final ActivityCounter counter = new ActivityCounter(stacks);
  private final ActivityCounter cpuTime = new ActivityCounter(stacks);
  private final List<String> warnings = new ArrayList<>();
  private @Nullable BenchmarkKey benchmark;
  private long operations;
  private long lostBytes;
  private @Nullable Throwable fault;

  private RecordingReader() {}

  /**
   * Reads a file.
   *
   * @throws InputException in one line what is wrong with it, when nothing can be read
   */
  public static Recording read(Path file) {
    try {
      return new RecordingReader().readWhole(file);
    } catch (IOException e) {
      throw FileFaults.inputException(file, e);
    }
  }

  private Recording readWhole(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == 0) {
      throw new InputException(file + ": is empty: no flight recording");
    }
    Chunks chunks = Chunks.scan(file);
    if (chunks.isWhole()) {
      stream(file, file);
    } else {
      warnings.add(
          file
              + ": cut off: "
              + (chunks.fileBytes() - chunks.wholeBytes())
              + " of "
              + chunks.fileBytes()
              + " bytes cannot be read");
      streamPrefix(file, chunks.wholeBytes());
    }
    if (lostBytes > 0) {
      warnings.add(file + ": the recorder lost " + lostBytes + " bytes of events");
    }
    return new Recording(
        file.toString(),
        Optional.ofNullable(benchmark),
        operations,
        chunks.seconds(),
        activities(),
        warnings);
  }

  /** CPU-time samples see native code and count processor time: where there are any, they win. */
  private List<Activity> activities() {
    Stream<Activity> others = counter.activities();
    return cpuTime.isEmpty()
        ? others.toList()
        : Stream.concat(
                others.filter(activity -> activity.kind() != Kind.CPU), cpuTime.activities())
            .toList();
  }

  private void streamPrefix(Path file, long bytes) throws IOException {
    Path prefix = Files.createTempFile("tollgate-recording-", ".jfr");
    try {
      try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
          FileChannel to = FileChannel.open(prefix, StandardOpenOption.WRITE)) {
        long copied = 0;
        while (copied < bytes) {
          copied += from.transferTo(copied, bytes - copied, to);
        }
      }
      stream(prefix, file);
    } finally {
      Files.delete(prefix);
    }
  }

  private void stream(Path readable, Path named) throws IOException {
    try (EventStream events = EventStream.openFile(readable)) {
      events.setOrdered(false);
      events.setReuse(true);
      events.onFlush(this::endOfChunk);
      events.onError(error -> fault = fault == null ? error : fault);
      ActivityCounter.EVENTS.forEach(
          (name, kind) -> {
            ActivityCounter into = name.equals(CPU_TIME_SAMPLE) ? cpuTime : counter;
            events.onEvent(name, event -> into.add(kind, event));
          });
      events.onEvent(MEASURED, this::measured);
      events.onEvent("jdk.DataLoss", event -> lostBytes += event.getLong("amount"));
      events.start();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The JDK's parser trusts every offset it reads.
      throw new InputException(
          named + ": damaged flight recording: " + e.getClass().getSimpleName(), e);
    }
    Throwable seen = fault;
    if (seen != null) {
      warnings.add(named + ": some events cannot be read: " + seen.getClass().getSimpleName());
    }
  }

  private void endOfChunk() {
    stacks.endOfChunk();
    counter.endOfChunk();
    cpuTime.endOfChunk();
  }

  private void measured(RecordedEvent event) {
    benchmark = MeasuredBenchmark.key(event).orElse(null);
    operations = event.getLong("operations");
  }
}
