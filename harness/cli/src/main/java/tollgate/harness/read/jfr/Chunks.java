package tollgate.harness.read.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tollgate.harness.model.InputException;

/**
 * How a recording file is cut into chunks, from their headers alone.
 *
 * <p>The JDK's reader waits for a chunk that is still being written, says nothing of one that is
 * cut off, and calls everything else "not a Flight Recorder file"; so we look first.
 *
 * @param wholeBytes length of the chunks that are complete
 * @param fileBytes length of the file
 * @param seconds time that the complete chunks cover
 */
record Chunks(long wholeBytes, long fileBytes, double seconds) {

  private static final int HEADER = 68;
  private static final int MAGIC = 0x464c5200; // "FLR\0"
  private static final int GZIP = 0x1f8b;
  private static final int SIZE_AT = 8;
  private static final int DURATION_AT = 40;

  /** Whether everything in the file can be read. */
  boolean isWhole() {
    return wholeBytes == fileBytes;
  }

  /**
   * Reads the headers.
   *
   * @throws InputException when not even one chunk is complete; says what the file is instead
   * @throws IOException when it cannot be read
   */
  static Chunks scan(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      long at = 0;
      long nanos = 0;
      while (at < bytes) {
        ByteBuffer header = header(channel, at);
        if (at == 0) {
          refuseForeign(file, header, bytes);
        }
        if (header.remaining() < HEADER || header.getInt(0) != MAGIC) {
          break;
        }
        long size = header.getLong(SIZE_AT);
        if (size < HEADER || size > bytes - at) {
          break;
        }
        nanos += header.getLong(DURATION_AT);
        at += size;
      }
      if (at == 0) {
        throw new InputException(file + ": cut off inside its first chunk: nothing can be read");
      }
      return new Chunks(at, bytes, nanos / 1e9);
    }
  }

  private static ByteBuffer header(FileChannel channel, long at) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    while (header.hasRemaining() && channel.read(header, at + header.position()) > 0) {
      // Until full or at the end of the file.
    }
    return header.flip();
  }

  private static void refuseForeign(Path file, ByteBuffer header, long bytes) {
    if (bytes >= 2 && (header.getShort(0) & 0xffff) == GZIP) {
      throw new InputException(file + ": is compressed: unpack it with gunzip first");
    }
    if (bytes < Integer.BYTES || header.getInt(0) != MAGIC) {
      throw new InputException(file + ": is no flight recording");
    }
    if (bytes >= SIZE_AT && header.getShort(4) < 1) {
      throw new InputException(
          file
              + ": recorded in format "
              + header.getShort(4)
              + "."
              + header.getShort(6)
              + " by a JVM before JDK 9, which no current JDK reads");
    }
  }
}
