package tollgate.harness.read.jfr;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.Frame;

/** Adds events up by kind, object, worker and stack. */
final class ActivityCounter {

  private static final String JMH_WORKER = "-jmh-worker-";

  /** Of which events, and as what, something is kept. */
  static final Map<String, Kind> EVENTS =
      Map.ofEntries(
          Map.entry("jdk.ExecutionSample", Kind.CPU),
          Map.entry("jdk.CPUTimeSample", Kind.CPU),
          Map.entry("jdk.ObjectAllocationSample", Kind.ALLOCATION),
          Map.entry("jdk.JavaMonitorEnter", Kind.MONITOR),
          Map.entry("jdk.JavaMonitorWait", Kind.MONITOR_WAIT),
          Map.entry("jdk.ThreadPark", Kind.PARK),
          Map.entry("jdk.ThreadSleep", Kind.SLEEP),
          Map.entry("jdk.SocketRead", Kind.SOCKET_READ),
          Map.entry("jdk.SocketWrite", Kind.SOCKET_WRITE),
          Map.entry("jdk.FileRead", Kind.FILE),
          Map.entry("jdk.FileWrite", Kind.FILE),
          Map.entry("jdk.FileForce", Kind.FILE),
          Map.entry("jdk.VirtualThreadPinned", Kind.PINNED),
          Map.entry("jdk.GarbageCollection", Kind.GC_PAUSE));

  /** Stands where a collection has no stack, so that it can be compared as methods are. */
  static final List<Frame> COLLECTOR = List.of(new Frame("", "(garbage collection)"));

  private final Stacks stacks;
  private final Map<Place, Sum> sums = new HashMap<>();
  private final Map<EventType, Shape> shapes = new IdentityHashMap<>();
  private final Map<RecordedClass, String> types = new IdentityHashMap<>();
  private final Map<RecordedThread, Boolean> workers = new IdentityHashMap<>();

  ActivityCounter(Stacks stacks) {
    this.stacks = stacks;
  }

  /** Equal stacks are one object, see {@link Stacks}: hashing their frames would cost the most. */
  record Place(Kind kind, String on, boolean worker, List<Frame> frames) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && kind == place.kind
          && worker == place.worker
          && frames == place.frames
          && on.equals(place.on);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * System.identityHashCode(frames) + on.hashCode())
          + 2 * kind.ordinal()
          + (worker ? 1 : 0);
    }
  }

  /** Which of the fields that not every producer writes an event type has. */
  private record Shape(
      boolean failed,
      boolean weight,
      boolean timeout,
      boolean sampledThread,
      boolean address,
      String object) {

    static Shape of(Kind kind, RecordedEvent event) {
      String object =
          switch (kind) {
            case MONITOR, MONITOR_WAIT -> "monitorClass";
            case PARK -> "parkedClass";
            case ALLOCATION -> "objectClass";
            default -> "";
          };
      return new Shape(
          event.hasField("failed"),
          event.hasField("weight"),
          event.hasField("timeout"),
          event.hasField("sampledThread"),
          event.hasField("address"),
          !object.isEmpty() && event.hasField(object) ? object : "");
    }
  }

  /** Grows event by event. */
  private static final class Sum {
    private long count;
    private long amount;
  }

  /** Adds an event of {@code kind}. */
  void add(Kind kind, RecordedEvent event) {
    Shape shape = shape(kind, event);
    if (kind == Kind.CPU && shape.failed() && event.getBoolean("failed")) {
      return;
    }
    List<Frame> frames = kind == Kind.GC_PAUSE ? COLLECTOR : stacks.frames(event.getStackTrace());
    String on = on(kind, shape, event);
    Kind booked = isNap(kind, on, shape, event) ? Kind.SLEEP : kind;
    Place place = new Place(booked, on, isWorker(shape, event), frames);
    add(place, 1, amount(kind, shape, event));
  }

  /** Whether a thread of that name is one of JMH's workers. */
  static boolean isWorker(@Nullable String thread) {
    return thread != null && thread.contains(JMH_WORKER);
  }

  /** Adds events that somebody else has added up. */
  void add(Place place, long count, long amount) {
    Sum sum = sums.get(place);
    if (sum == null) {
      sum = new Sum();
      sums.put(place, sum);
    }
    sum.count += count;
    sum.amount += amount;
  }

  /** Forgets the objects of a chunk that has been read, which hold all its constants. */
  void endOfChunk() {
    shapes.clear();
    types.clear();
    workers.clear();
  }

  private Shape shape(Kind kind, RecordedEvent event) {
    EventType type = event.getEventType();
    Shape known = shapes.get(type);
    if (known == null) {
      known = Shape.of(kind, event);
      shapes.put(type, known);
    }
    return known;
  }

  private static long amount(Kind kind, Shape shape, RecordedEvent event) {
    return switch (kind.measure()) {
      case SAMPLES -> 1;
      case BYTES -> shape.weight() ? event.getLong("weight") : 0;
      case NANOS ->
          (kind == Kind.GC_PAUSE ? event.getDuration("sumOfPauses") : event.getDuration())
              .toNanos();
    };
  }

  /** A timed park on nothing is a nap: nobody else is asked to end it. */
  private static boolean isNap(Kind kind, String on, Shape shape, RecordedEvent event) {
    return kind == Kind.PARK && on.isEmpty() && shape.timeout() && event.getLong("timeout") > 0;
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** Adds what was counted to a list, but for one kind. */
  void collect(@Nullable Kind without, List<Activity> into) {
    for (Map.Entry<Place, Sum> entry : sums.entrySet()) {
      if (entry.getKey().kind() != without) {
        into.add(activity(entry.getKey(), entry.getValue()));
      }
    }
  }

  private static Activity activity(Place place, Sum sum) {
    return new Activity(
        place.kind(), place.on(), place.worker(), place.frames(), sum.count, sum.amount);
  }

  private boolean isWorker(Shape shape, RecordedEvent event) {
    RecordedThread thread =
        shape.sampledThread() ? event.getThread("sampledThread") : event.getThread();
    if (thread == null) {
      return false;
    }
    Boolean known = workers.get(thread);
    if (known == null) {
      known = isWorker(thread.getJavaName());
      workers.put(thread, known);
    }
    return known;
  }

  private String on(Kind kind, Shape shape, RecordedEvent event) {
    return switch (kind) {
      case MONITOR, MONITOR_WAIT, PARK, ALLOCATION -> type(shape, event);
      case SOCKET_READ, SOCKET_WRITE -> shape.address() ? peer(event) : "";
      case GC_PAUSE -> event.getString("name") + ", " + event.getString("cause");
      default -> "";
    };
  }

  private String type(Shape shape, RecordedEvent event) {
    RecordedClass type = shape.object().isEmpty() ? null : event.getClass(shape.object());
    if (type == null) {
      return "";
    }
    String known = types.get(type);
    if (known == null) {
      known = type.getName();
      types.put(type, known);
    }
    return known;
  }

  private static String peer(RecordedEvent event) {
    String host = event.getString("address");
    return host == null ? "" : host + ":" + event.getInt("port");
  }
}
