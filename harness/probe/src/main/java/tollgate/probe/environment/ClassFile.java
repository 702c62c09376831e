package tollgate.probe.environment;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of the class file format (JVM specification, chapter 4) as is needed to hash a class and
 * to see which classes it mentions.
 */
final class ClassFile {
  /** What a debugger needs and the program does not: it moves when a comment is added. */
  private static final Set<String> DEBUG_ATTRIBUTES =
      Set.of(
          "LineNumberTable",
          "LocalVariableTable",
          "LocalVariableTypeTable",
          "SourceFile",
          "SourceDebugExtension");

  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");

  private final byte[] bytes;
  private final @Nullable String[] utf8;
  private final Set<Integer> classNames = new HashSet<>();
  private final int poolEnd;

  private ClassFile(byte[] bytes) throws IOException {
    this.bytes = bytes;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != 0xCAFEBABE) {
      throw new IOException("no class file");
    }
    in.readInt();
    int count = in.readUnsignedShort();
    utf8 = new String[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> utf8[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++;
        }
        case 7 -> classNames.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.readUnsignedShort();
        case 15 -> in.skipBytes(3);
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    poolEnd = bytes.length - in.available();
  }

  static ClassFile parse(byte[] bytes) throws IOException {
    return new ClassFile(bytes.clone());
  }

  /** Internal names, such as {@code java/util/Map$Entry}, of all classes it mentions. */
  Set<String> mentionedClasses() {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < utf8.length; i++) {
      String text = utf8[i];
      if (text == null) {
        continue;
      }
      if (classNames.contains(i) && !text.startsWith("[")) {
        names.add(text);
      } else {
        Matcher matcher = IN_DESCRIPTOR.matcher(text);
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
    }
    return names;
  }

  /** Feeds everything but debugging information. */
  void digest(MessageDigest digest) throws IOException {
    digest.update(bytes, 0, poolEnd);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.skipBytes(poolEnd);
    // Access flags, this class, super class, interfaces.
    copy(in, digest, 6);
    copy(in, digest, 2 * copyShort(in, digest));
    for (int members = 0; members < 2; members++) {
      int count = copyShort(in, digest);
      for (int i = 0; i < count; i++) {
        copy(in, digest, 6);
        attributes(in, digest);
      }
    }
    attributes(in, digest);
  }

  private void attributes(DataInputStream in, MessageDigest digest) throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      String name = utf8[in.readUnsignedShort()];
      int length = in.readInt();
      if (name == null || DEBUG_ATTRIBUTES.contains(name)) {
        in.skipBytes(length);
      } else if (name.equals("Code")) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        code(in, digest);
      } else {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        copy(in, digest, length);
      }
    }
  }

  private void code(DataInputStream in, MessageDigest digest) throws IOException {
    // Stack and local sizes, the code, the exception table.
    copy(in, digest, 4);
    int length = in.readInt();
    copy(in, digest, length);
    copy(in, digest, 8 * copyShort(in, digest));
    attributes(in, digest);
  }

  private static int copyShort(DataInputStream in, MessageDigest digest) throws IOException {
    int value = in.readUnsignedShort();
    digest.update((byte) (value >> 8));
    digest.update((byte) value);
    return value;
  }

  private static void copy(DataInputStream in, MessageDigest digest, int length)
      throws IOException {
    digest.update(in.readNBytes(length));
  }
}
