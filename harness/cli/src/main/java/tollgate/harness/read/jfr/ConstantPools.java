package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  private final ChunkTypes types;
  private final ChunkBytes bytes;
  private final Map<String, LongIndex> places = new HashMap<>();
  private final Map<Long, String> classes = new HashMap<>();
  private final Map<Long, Frame> methods = new HashMap<>();

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
    ChunkTypes.Type type = moveTo(THREAD, key);
    String name = type != null && type.moveTo("javaName", bytes) ? bytes.string(this) : null;
    return name == null ? "" : name;
  }

  /** A stack's frames, innermost first; empty when it is not there. */
  List<Frame> frames(long key) {
    ChunkTypes.Type type = moveTo(STACK, key);
    if (type == null || !type.moveTo("frames", bytes)) {
      return List.of();
    }
    ChunkTypes.Type frame = framesOf(type);
    long[] called = new long[bytes.count()];
    for (int i = 0; i < called.length; i++) {
      for (int j = 0; j < frame.fields.size(); j++) {
        ChunkTypes.Field field = frame.fields.get(j);
        if (field.name.equals("method")) {
          called[i] = bytes.number();
        } else {
          field.skip(bytes);
        }
      }
    }
    List<Frame> frames = new ArrayList<>(called.length);
    for (long method : called) {
      Frame resolved = frame(method);
      if (resolved != null) {
        frames.add(resolved);
      }
    }
    return frames;
  }

  private static ChunkTypes.Type framesOf(ChunkTypes.Type stack) {
    ChunkTypes.Field frames = stack.field("frames");
    if (frames == null || frames.constant || !frames.array) {
      throw new IndexOutOfBoundsException("stacks of another form");
    }
    return frames.type();
  }

  private @Nullable Frame frame(long key) {
    Frame known = methods.get(key);
    if (known != null) {
      return known;
    }
    ChunkTypes.Type type = moveTo(METHOD, key);
    if (type == null) {
      return null;
    }
    int place = bytes.at();
    String owner = type.moveTo("type", bytes) ? className(bytes.number()) : "";
    bytes.moveTo(place);
    String name = type.moveTo("name", bytes) ? symbol(bytes.number()) : "";
    Frame frame = new Frame(owner, name);
    methods.put(key, frame);
    return frame;
  }
}
