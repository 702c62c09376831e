package tollgate.harness.read.jfr;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;
import tollgate.harness.read.FileFaults;

/** Reads a flight recording of any maker in one pass. */
public final class RecordingReader {

  private RecordingSums sums = new RecordingSums();
  private final List<String> warnings = new ArrayList<>();
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
    if (!chunks.isWhole()) {
      warnings.add(
          file
              + ": cut off: "
              + (chunks.fileBytes() - chunks.wholeBytes())
              + " of "
              + chunks.fileBytes()
              + " bytes cannot be read");
    }
    try {
      ChunkReader.read(file, chunks.wholeBytes(), sums);
    } catch (ChunkReader.Refused e) {
      sums = new RecordingSums();
      askTheJdk(file, chunks);
    }
    if (sums.lostBytes() > 0) {
      warnings.add(file + ": the recorder lost " + sums.lostBytes() + " bytes of events");
    }
    return new Recording(
        file.toString(),
        sums.benchmark(),
        sums.operations(),
        chunks.seconds(),
        sums.activities(),
        warnings);
  }

  /**
   * The same by the JDK's own reader, which is slower and knows more: every form of recording that
   * it can read.
   *
   * @throws InputException in one line what is wrong with it, when nothing can be read
   */
  static Recording readByTheJdk(Path file) throws IOException {
    RecordingReader reader = new RecordingReader();
    Chunks chunks = Chunks.scan(file);
    reader.askTheJdk(file, chunks);
    return new Recording(
        file.toString(),
        reader.sums.benchmark(),
        reader.sums.operations(),
        chunks.seconds(),
        reader.sums.activities(),
        reader.warnings);
  }

  private void askTheJdk(Path file, Chunks chunks) throws IOException {
    if (chunks.isWhole()) {
      stream(file, file);
    } else {
      streamPrefix(file, chunks.wholeBytes());
    }
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
      events.onFlush(sums::endOfChunk);
      events.onError(error -> fault = fault == null ? error : fault);
      ActivityCounter.EVENTS.forEach(
          (name, kind) -> {
            ActivityCounter into = sums.counter(name);
            events.onEvent(name, event -> into.add(kind, event));
          });
      for (String special : List.of(RecordingSums.MEASURED, RecordingSums.DATA_LOSS)) {
        events.onEvent(special, event -> sums.special(special, values(event)));
      }
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

  private static Map<String, Object> values(RecordedEvent event) {
    Map<String, Object> values = new HashMap<>();
    for (ValueDescriptor field : event.getFields()) {
      Object value = event.getValue(field.getName());
      if (value instanceof String) {
        values.put(field.getName(), value);
      } else if (value instanceof Number number) {
        values.put(field.getName(), number.longValue());
      }
    }
    return values;
  }
}
