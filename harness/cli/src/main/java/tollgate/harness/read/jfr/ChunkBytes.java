package tollgate.harness.read.jfr;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one chunk and a place among them.
 *
 * <p>What lies outside is an {@link IndexOutOfBoundsException}, which {@link ChunkReader} turns
 * into a refusal.
 */
final class ChunkBytes {

  private static final int NULL = 0;
  private static final int EMPTY = 1;
  private static final int CONSTANT = 2;
  private static final int UTF8 = 3;
  private static final int CHARS = 4;
  private static final int LATIN1 = 5;

  private final byte[] bytes;
  private int at;

  ChunkBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  void skip(long count) {
    at = Math.toIntExact(at + count);
  }

  byte next() {
    return bytes[at++];
  }

  /** Seven bits a byte, least first, while the highest bit is set; the ninth byte is all data. */
  long number() {
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte part = bytes[at++];
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    return value | (bytes[at++] & 0xffL) << 56;
  }

  /** A number that counts things which lie in the rest of the chunk, at least a byte each. */
  int count() {
    long value = number();
    if (value < 0 || value > bytes.length - at) {
      throw new IndexOutOfBoundsException(at);
    }
    return (int) value;
  }

  void skipNumber() {
    int last = at + 8;
    while (bytes[at++] < 0 && at <= last) {
      // Until the last byte of it.
    }
  }

  /**
   * Moves behind many numbers, in one loop over bytes: each ends where the highest bit is not set.
   */
  void skipNumbers(long count) {
    byte[] all = bytes;
    int place = at;
    int length = 0;
    for (long left = count; left > 0; ) {
      length++;
      if (all[place++] >= 0 || length == 9) {
        left--;
        length = 0;
      }
    }
    at = place;
  }

  /** A string; {@code strings} finds those that are stored as a constant. */
  @Nullable String string(ConstantPools strings) {
    int encoding = next();
    switch (encoding) {
      case NULL:
        return null;
      case EMPTY:
        return "";
      case CONSTANT:
        return strings.string(number());
      case UTF8:
      case LATIN1:
        int length = count();
        String text =
            new String(
                bytes,
                at,
                length,
                encoding == UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        at += length;
        return text;
      case CHARS:
        char[] chars = new char[count()];
        for (int i = 0; i < chars.length; i++) {
          chars[i] = (char) number();
        }
        return new String(chars);
      default:
        throw new IndexOutOfBoundsException("string encoding " + encoding);
    }
  }

  void skipString() {
    int encoding = next();
    switch (encoding) {
      case NULL, EMPTY -> {}
      case CONSTANT -> skipNumber();
      case UTF8, LATIN1 -> skip(count());
      case CHARS -> {
        for (int left = count(); left > 0; left--) {
          skipNumber();
        }
      }
      default -> throw new IndexOutOfBoundsException("string encoding " + encoding);
    }
  }
}
