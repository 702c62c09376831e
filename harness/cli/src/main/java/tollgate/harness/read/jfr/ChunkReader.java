package tollgate.harness.read.jfr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.Frame;

/**
 * Reads chunks of flight recordings of format 2 (JDK 11 and later) without an object per event: the
 * JDK's reader makes an event, its fields and their constants for each.
 *
 * <p>The format is that of {@code jdk.jfr.internal.consumer}: a header of 68 bytes; events that
 * lead with their size and type, all numbers compressed; a metadata event that says how types are
 * laid out; checkpoint events with constants, chained from the last one back. Whatever is not as
 * expected is refused, and the caller asks the JDK.
 */
final class ChunkReader {

  private static final int HEADER = 68;
  private static final int MAJOR_AT = 4;
  private static final int SIZE_AT = 8;
  private static final int CONSTANTS_AT = 16;
  private static final int METADATA_AT = 24;
  private static final int TICKS_PER_SECOND_AT = 56;
  private static final int STATE_AT = 64;
  private static final int FLAGS_AT = 67;
  private static final int COMPRESSED = 1;

  /** Larger ones are the JDK's: the whole chunk is in memory here. */
  private static final int LARGEST_CHUNK = 1 << 29;

  /** Types are numbered from a few hundred on. */
  private static final int MOST_TYPES = 1 << 20;

  private static final int WORKER = 1;
  private static final int NAP = 2;
  private static final int FLAG_BITS = 2;

  private final RecordingSums sums;
  private byte[] bytes = {};
  private ChunkBytes at = new ChunkBytes(bytes);
  private ConstantPools constants = new ConstantPools(new ChunkTypes(), at);
  private EventPlan[] plans = {};
  private final List<EventPlan> planned = new ArrayList<>();
  private ChunkSums found = new ChunkSums();
  private final ChunkTexts texts = new ChunkTexts();
  private double ticksPerNano;
  private long lastThread;
  private boolean lastIsWorker;

  private ChunkReader(RecordingSums sums) {
    this.sums = sums;
  }

  /** A recording that this reader does not read: another format, or damaged. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  /**
   * Reads the whole chunks of a file.
   *
   * @param wholeBytes their length
   * @param sums is added to; of no use after a refusal
   * @throws Refused when anything is not as expected
   */
  static void read(Path file, long wholeBytes, RecordingSums sums) throws IOException, Refused {
    ChunkReader reader = new ChunkReader(sums);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = 0;
      while (position < wholeBytes) {
        position += reader.chunk(channel, position);
      }
    } catch (IndexOutOfBoundsException
        | ArithmeticException
        | NegativeArraySizeException
        | StackOverflowError
        | OutOfMemoryError e) {
      throw new Refused("not as expected", e);
    }
  }

  private long chunk(FileChannel channel, long position) throws IOException, Refused {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    fill(channel, header, position);
    long size = header.getLong(SIZE_AT);
    if (header.getShort(MAJOR_AT) != 2
        || header.get(STATE_AT) != 0
        || (header.get(FLAGS_AT) & COMPRESSED) == 0
        || size > LARGEST_CHUNK) {
      throw new Refused("another form of chunk", null);
    }
    if (bytes.length != size) {
      bytes = new byte[(int) size];
    }
    fill(channel, ByteBuffer.wrap(bytes), position);
    ticksPerNano = header.getLong(TICKS_PER_SECOND_AT) / 1e9;
    at = new ChunkBytes(bytes);
    at.moveTo(Math.toIntExact(header.getLong(METADATA_AT)));
    ChunkTypes types = ChunkTypes.read(at);
    constants = new ConstantPools(types, at);
    constants.find(header.getLong(CONSTANTS_AT));
    plan(types);
    lastThread = -1;
    found = new ChunkSums();
    events();
    conclude();
    return size;
  }

  private static void fill(FileChannel channel, ByteBuffer target, long position)
      throws IOException, Refused {
    long start = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, start);
      if (read < 0) {
        throw new Refused("shorter than it was", null);
      }
      start += read;
    }
  }

  private void plan(ChunkTypes types) {
    planned.clear();
    long largest = 0;
    for (ChunkTypes.Type type : types.all()) {
      largest = Math.max(largest, isWanted(type.name) ? type.id : 0);
    }
    plans = new EventPlan[(int) Math.min(largest, MOST_TYPES) + 1];
    for (ChunkTypes.Type type : types.all()) {
      if (isWanted(type.name)) {
        Kind kind = ActivityCounter.EVENTS.get(type.name);
        int number = planned.size();
        EventPlan plan =
            kind == null ? EventPlan.special(type, number) : EventPlan.of(kind, type, number);
        plans[Math.toIntExact(type.id)] = plan;
        planned.add(plan);
      }
    }
  }

  private static boolean isWanted(String name) {
    return ActivityCounter.EVENTS.containsKey(name)
        || name.equals(RecordingSums.MEASURED)
        || name.equals(RecordingSums.DATA_LOSS);
  }

  /** Goes over all events once; the work is in {@link #event}, which is compiled as a whole. */
  private void events() {
    int place = HEADER;
    while (place < bytes.length) {
      place = event(bytes, place);
    }
  }

  /** Reads the event that begins at {@code from}; numbers are decoded in place. */
  private int event(byte[] all, int from) {
    int place = from;
    byte part = all[place++];
    long size = part & 0x7f;
    for (int shift = 7; part < 0; shift += 7) {
      part = all[place++];
      size |= (part & 0x7fL) << shift;
    }
    part = all[place++];
    long type = part & 0x7f;
    for (int shift = 7; part < 0; shift += 7) {
      part = all[place++];
      type |= (part & 0x7fL) << shift;
    }
    if (size <= 0 || size > all.length - from) {
      throw new IndexOutOfBoundsException(from);
    }
    EventPlan plan = type < plans.length && type >= 0 ? plans[(int) type] : null;
    if (plan != null) {
      if (plan.isCounted()) {
        fields(plan, all, place);
        count(plan, plan.slots);
      } else {
        special(plan, from);
      }
    }
    return from + (int) size;
  }

  private void fields(EventPlan plan, byte[] all, int first) {
    int place = first;
    int[] program = plan.program;
    long[] slots = plan.slots;
    for (int i = 0; i < program.length; i++) {
      int step = program[i];
      int what = step >> EventPlan.SLOT_BITS;
      if (what == EventPlan.NUMBER) {
        byte part = all[place++];
        long value = part & 0x7f;
        for (int shift = 7; part < 0 && shift < 63; shift += 7) {
          part = all[place++];
          value |= (shift < 56 ? part & 0x7fL : part & 0xffL) << shift;
        }
        slots[step & EventPlan.SLOT_MASK] = value;
      } else if (what == EventPlan.SKIP_NUMBER) {
        int last = place + 8;
        while (all[place++] < 0 && place <= last) {
          // Until the last byte of it.
        }
      } else if (what == EventPlan.BYTE) {
        slots[step & EventPlan.SLOT_MASK] = all[place++];
      } else {
        if (what == EventPlan.STRING) {
          slots[step & EventPlan.SLOT_MASK] = place;
        }
        at.moveTo(place);
        plan.type.fields.get(i).skip(at);
        place = at.at();
      }
    }
  }

  private void count(EventPlan plan, long[] slots) {
    int flags = plan.number << FLAG_BITS | (isWorker(slots[EventPlan.THREAD]) ? WORKER : 0);
    long object = slots[EventPlan.OBJECT];
    long amount = slots[EventPlan.DURATION];
    switch (plan.kind) {
      case CPU:
        if (slots[EventPlan.FAILED] != 0) {
          return;
        }
        amount = 1;
        break;
      case ALLOCATION:
        amount = slots[EventPlan.WEIGHT];
        break;
      case PARK:
        if (slots[EventPlan.TIMEOUT] > 0 && constants.className(object).isEmpty()) {
          flags |= NAP;
        }
        break;
      case SOCKET_READ, SOCKET_WRITE:
        object = texts.peer(slots, at, constants);
        break;
      case GC_PAUSE:
        amount = slots[EventPlan.PAUSES];
        object = texts.cause(plan.type, slots, constants);
        break;
      default:
        break;
    }
    found.add(slots[EventPlan.STACK], object, flags, amount);
  }

  private boolean isWorker(long thread) {
    if (thread == lastThread) {
      return lastIsWorker;
    }
    lastThread = thread;
    lastIsWorker = ActivityCounter.isWorker(constants.threadName(thread));
    return lastIsWorker;
  }

  private void special(EventPlan plan, int from) {
    at.moveTo(from);
    at.number(); // size
    at.number(); // type
    sums.special(plan.type.name, plan.values(at, constants));
  }

  private void conclude() {
    Map<Long, List<Frame>> stacks = new HashMap<>();
    for (int i = 0; i < found.length(); i++) {
      long count = found.count(i);
      if (count > 0) {
        int sort = found.sort(i);
        EventPlan plan = planned.get(sort >> FLAG_BITS);
        long object = found.object(i);
        sums.add(
            plan.type.name,
            (sort & NAP) != 0 ? Kind.SLEEP : plan.kind,
            object < 0 ? texts.get(object) : constants.className(object),
            (sort & WORKER) != 0,
            frames(found.stack(i), stacks),
            count,
            plan.kind.isWait() ? (long) (found.amount(i) / ticksPerNano) : found.amount(i));
      }
    }
  }

  private List<Frame> frames(long stack, Map<Long, List<Frame>> known) {
    List<Frame> frames = known.get(stack);
    if (frames == null) {
      frames = sums.stacks().frames(constants.frames(stack, sums.stacks()));
      known.put(stack, frames);
    }
    return frames;
  }
}
