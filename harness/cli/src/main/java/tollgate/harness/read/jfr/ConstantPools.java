package tollgate.harness.read.jfr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Frame;

/**
 * The constants of a chunk. They are found once and read when somebody asks: most stacks belong to
 * events that nobody does.
 */
final class ConstantPools {

  private static final String STRING = "java.lang.String";
  private static final String SYMBOL = "jdk.types.Symbol";
  private static final String CLASS = "java.lang.Class";
  private static final String METHOD = "jdk.types.Method";
  private static final String STACK = "jdk.types.StackTrace";
  private static final String THREAD = "java.lang.Thread";
  private static final int NO_METHOD = 0;

  private final ChunkTypes types;
  private final ChunkBytes bytes;
  private final Map<String, LongIndex> places = new HashMap<>();
  private final Map<Long, String> classes = new HashMap<>();
  private final Map<Long, String> threads = new HashMap<>();
  private final LongIndex methods = new LongIndex();

  ConstantPools(ChunkTypes types, ChunkBytes bytes) {
    this.types = types;
    this.bytes = bytes;
  }

  /** Finds all constants, from the last checkpoint event of the chunk back to the first. */
  void find(long last) {
    long position = last;
    while (true) {
      bytes.moveTo(Math.toIntExact(position));
      bytes.number(); // size
      if (bytes.number() != 1) {
        throw new IndexOutOfBoundsException("no checkpoint event");
      }
      bytes.number(); // start
      bytes.number(); // duration
      long back = bytes.number();
      bytes.next(); // mask
      for (int pools = bytes.count(); pools > 0; pools--) {
        pool(types.type(bytes.number()));
      }
      if (back == 0) {
        return;
      }
      if (back > 0) {
        throw new IndexOutOfBoundsException("checkpoints go round in circles");
      }
      position += back;
    }
  }

  private void pool(ChunkTypes.Type type) {
    LongIndex index = places.get(type.name);
    if (index == null) {
      index = new LongIndex();
      places.put(type.name, index);
    }
    for (int left = bytes.count(); left > 0; left--) {
      long key = bytes.number();
      index.putIfAbsent(key, bytes.at());
      type.skip(bytes);
    }
  }

  /** Moves to a constant; its type, or nothing when it is not there. */
  private ChunkTypes.@Nullable Type moveTo(String type, long key) {
    LongIndex index = places.get(type);
    int place = index == null ? LongIndex.ABSENT : index.get(key);
    if (place == LongIndex.ABSENT) {
      return null;
    }
    bytes.moveTo(place);
    return types.named(type);
  }

  /** A constant string, at the place where one refers to it; the place stays. */
  @Nullable String string(long key) {
    int back = bytes.at();
    String text = moveTo(STRING, key) == null ? null : bytes.string(this);
    bytes.moveTo(back);
    return text;
  }

  private String symbol(long key) {
    ChunkTypes.Type type = moveTo(SYMBOL, key);
    String text = type != null && type.moveTo("string", bytes) ? bytes.string(this) : null;
    return text == null ? "" : text;
  }

  /** The string in the constant that a field refers to, such as a collector's name. */
  @Nullable String text(ChunkTypes.Type event, String field, long key) {
    ChunkTypes.Field of = event.field(field);
    if (of == null) {
      return null;
    }
    ChunkTypes.Type found = moveTo(of.type().name, key);
    return found == null
            || found.fields.isEmpty()
            || found.fields.get(0).type().form != ChunkTypes.Form.STRING
        ? null
        : bytes.string(this);
  }

  /** A class's name; empty when it is not there. */
  String className(long key) {
    String known = classes.get(key);
    if (known == null) {
      ChunkTypes.Type type = moveTo(CLASS, key);
      known =
          type != null && type.moveTo("name", bytes)
              ? symbol(bytes.number()).replace('/', '.')
              : "";
      classes.put(key, known);
    }
    return known;
  }

  /** A thread's Java name; empty when it has none or is not there. */
  String threadName(long key) {
    String known = threads.get(key);
    if (known == null) {
      ChunkTypes.Type type = moveTo(THREAD, key);
      String name = type != null && type.moveTo("javaName", bytes) ? bytes.string(this) : null;
      known = name == null ? "" : name;
      threads.put(key, known);
    }
    return known;
  }

  /**
   * A stack's frames by their number in {@code stacks}, innermost first; none when it is absent.
   */
  int[] frames(long key, Stacks stacks) {
    ChunkTypes.Type type = moveTo(STACK, key);
    if (type == null || !type.moveTo("frames", bytes)) {
      return new int[0];
    }
    ChunkTypes.Type frame = framesOf(type);
    long[] called = new long[bytes.count()];
    int method = methodOf(frame);
    for (int i = 0; i < called.length; i++) {
      bytes.skipNumbers(method);
      called[i] = bytes.number();
      bytes.skipNumbers(frame.fields.size() - method - 1);
    }
    int[] numbers = new int[called.length];
    int known = 0;
    for (long each : called) {
      int number = methods.get(each);
      number = number == LongIndex.ABSENT ? resolve(each, stacks) : number;
      if (number > NO_METHOD) {
        numbers[known++] = number - 1;
      }
    }
    return known == numbers.length ? numbers : Arrays.copyOf(numbers, known);
  }

  /** Keeps numbers from 1 on; {@value #NO_METHOD} stands for a method that is not there. */
  private int resolve(long method, Stacks stacks) {
    Frame frame = frame(method);
    int number = frame == null ? NO_METHOD : stacks.number(frame) + 1;
    methods.putIfAbsent(method, number);
    return number;
  }

  private static int methodOf(ChunkTypes.Type frame) {
    for (int i = 0; i < frame.fields.size(); i++) {
      if (frame.fields.get(i).name.equals("method") && frame.isNumbers()) {
        return i;
      }
    }
    throw new IndexOutOfBoundsException("frames of another form");
  }

  private static ChunkTypes.Type framesOf(ChunkTypes.Type stack) {
    ChunkTypes.Field frames = stack.field("frames");
    if (frames == null || frames.constant || !frames.array) {
      throw new IndexOutOfBoundsException("stacks of another form");
    }
    return frames.type();
  }

  private @Nullable Frame frame(long key) {
    ChunkTypes.Type type = moveTo(METHOD, key);
    if (type == null) {
      return null;
    }
    int place = bytes.at();
    String owner = type.moveTo("type", bytes) ? className(bytes.number()) : "";
    bytes.moveTo(place);
    String name = type.moveTo("name", bytes) ? symbol(bytes.number()) : "";
    return new Frame(owner, name);
  }
}
