package tollgate.harness.read.jfr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Activity.Kind;

/** How to read what is needed of events of one type: a short program over their fields. */
final class EventPlan {

  /** Steps of the program; {@code step >> SLOT_BITS} says what, the rest where to. */
  static final int NUMBER = 0;

  static final int BYTE = 1;
  static final int SKIP_NUMBER = 2;
  static final int SKIP_FIELD = 3;

  /** Keeps the place of a string. */
  static final int STRING = 4;

  static final int SLOT_BITS = 4;
  static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

  /** Slots. */
  static final int DURATION = 0;

  static final int THREAD = 1;
  static final int STACK = 2;

  /** Class of the object waited for, or allocated. */
  static final int OBJECT = 3;

  static final int TIMEOUT = 4;
  static final int WEIGHT = 5;
  static final int FAILED = 6;
  static final int ADDRESS = 7;
  static final int PORT = 8;
  static final int NAME = 9;
  static final int CAUSE = 10;
  static final int PAUSES = 11;
  private static final int SLOTS = 12;

  final Kind kind;
  final ChunkTypes.Type type;
  final int[] program;

  /** What the event at hand holds; slots that its type lacks stay 0. */
  final long[] slots = new long[SLOTS];

  /** Its place among the plans of the chunk. */
  final int number;

  private final boolean counted;

  private EventPlan(Kind kind, ChunkTypes.Type type, int number, boolean counted) {
    this.kind = kind;
    this.type = type;
    this.number = number;
    this.counted = counted;
    this.program = counted ? program(kind, type) : new int[0];
  }

  /** Whether events are added up; else each is read by itself. */
  boolean isCounted() {
    return counted;
  }

  /**
   * A plan for events of {@code type}.
   *
   * @throws IndexOutOfBoundsException when a field that is needed has an unknown form
   */
  static EventPlan of(Kind kind, ChunkTypes.Type type, int number) {
    return new EventPlan(kind, type, number, true);
  }

  /** A plan for events that come once or twice in a recording. */
  static EventPlan special(ChunkTypes.Type type, int number) {
    return new EventPlan(Kind.FILE, type, number, false);
  }

  /** All texts and numbers of the event at hand, by field. */
  Map<String, Object> values(ChunkBytes bytes, ConstantPools constants) {
    Map<String, Object> values = new HashMap<>();
    for (ChunkTypes.Field field : type.fields) {
      boolean plain = !field.array && !field.constant;
      if (plain && field.type().form == ChunkTypes.Form.STRING) {
        String text = bytes.string(constants);
        values.put(field.name, text == null ? "" : text);
      } else if (plain && field.type().form == ChunkTypes.Form.NUMBER) {
        values.put(field.name, bytes.number());
      } else {
        field.skip(bytes);
      }
    }
    return values;
  }

  /** The steps up to the last field that is needed: the size of an event leads behind the rest. */
  private static int[] program(Kind kind, ChunkTypes.Type type) {
    List<ChunkTypes.Field> fields = type.fields;
    int[] steps = new int[fields.size()];
    int needed = 0;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(slot(kind, type, fields.get(i).name), fields.get(i));
      if (steps[i] >> SLOT_BITS != SKIP_NUMBER && steps[i] >> SLOT_BITS != SKIP_FIELD) {
        needed = i + 1;
      }
    }
    return Arrays.copyOf(steps, needed);
  }

  private static int step(int slot, ChunkTypes.Field field) {
    boolean number =
        !field.array && (field.constant || field.type().form == ChunkTypes.Form.NUMBER);
    if (slot < 0) {
      return (number ? SKIP_NUMBER : SKIP_FIELD) << SLOT_BITS;
    }
    if (number) {
      return NUMBER << SLOT_BITS | slot;
    }
    if (!field.array && field.type().form == ChunkTypes.Form.BYTE) {
      return BYTE << SLOT_BITS | slot;
    }
    if (!field.array && field.type().form == ChunkTypes.Form.STRING) {
      return STRING << SLOT_BITS | slot;
    }
    throw new IndexOutOfBoundsException("field " + field.name + " of another form");
  }

  private static int slot(Kind kind, ChunkTypes.Type type, String field) {
    switch (field) {
      case "duration":
        return kind == Kind.GC_PAUSE || !kind.isWait() ? -1 : DURATION;
      case "sumOfPauses":
        return kind == Kind.GC_PAUSE ? PAUSES : -1;
      case "stackTrace":
        return kind == Kind.GC_PAUSE ? -1 : STACK;
      case "sampledThread":
        return THREAD;
      case "eventThread":
        return type.field("sampledThread") == null ? THREAD : -1;
      case "weight":
        return kind == Kind.ALLOCATION ? WEIGHT : -1;
      case "timeout":
        return kind == Kind.PARK ? TIMEOUT : -1;
      case "failed":
        return kind == Kind.CPU ? FAILED : -1;
      default:
        return field.equals(objectField(kind)) ? OBJECT : text(kind, field);
    }
  }

  private static int text(Kind kind, String field) {
    boolean socket = kind == Kind.SOCKET_READ || kind == Kind.SOCKET_WRITE;
    return switch (field) {
      case "address" -> socket ? ADDRESS : -1;
      case "port" -> socket ? PORT : -1;
      case "name" -> kind == Kind.GC_PAUSE ? NAME : -1;
      case "cause" -> kind == Kind.GC_PAUSE ? CAUSE : -1;
      default -> -1;
    };
  }

  private static @Nullable String objectField(Kind kind) {
    return switch (kind) {
      case MONITOR, MONITOR_WAIT -> "monitorClass";
      case PARK -> "parkedClass";
      case ALLOCATION -> "objectClass";
      default -> null;
    };
  }
}
