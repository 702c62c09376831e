package tollgate.harness.read.jfr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  private static final Frame COLLECTOR = new Frame("", "(garbage collection)");

  private final Stacks stacks;
  private final Map<Place, Sum> sums = new HashMap<>();

  ActivityCounter(Stacks stacks) {
    this.stacks = stacks;
  }

  private record Place(Kind kind, String on, boolean worker, List<Frame> frames) {}

  /** Grows event by event. */
  private static final class Sum {
    private long count;
    private long amount;
  }

  /** Adds an event of {@code kind}. */
  void add(Kind kind, RecordedEvent event) {
    if (kind == Kind.CPU && event.hasField("failed") && event.getBoolean("failed")) {
      return;
    }
    List<Frame> frames =
        kind == Kind.GC_PAUSE ? List.of(COLLECTOR) : stacks.frames(event.getStackTrace());
    String on = on(kind, event);
    Place place =
        new Place(isNap(kind, on, event) ? Kind.SLEEP : kind, on, isWorker(event), frames);
    Sum sum = sums.computeIfAbsent(place, fresh -> new Sum());
    sum.count++;
    sum.amount +=
        switch (kind.measure()) {
          case SAMPLES -> 1;
          case BYTES -> event.hasField("weight") ? event.getLong("weight") : 0;
          case NANOS ->
              (kind == Kind.GC_PAUSE ? event.getDuration("sumOfPauses") : event.getDuration())
                  .toNanos();
        };
  }

  /** A timed park on nothing is a nap: nobody else is asked to end it. */
  private static boolean isNap(Kind kind, String on, RecordedEvent event) {
    return kind == Kind.PARK
        && on.isEmpty()
        && event.hasField("timeout")
        && event.getLong("timeout") > 0;
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  Stream<Activity> activities() {
    return sums.entrySet().stream().map(entry -> activity(entry.getKey(), entry.getValue()));
  }

  private static Activity activity(Place place, Sum sum) {
    return new Activity(
        place.kind(), place.on(), place.worker(), place.frames(), sum.count, sum.amount);
  }

  private static boolean isWorker(RecordedEvent event) {
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    String name = thread == null ? null : thread.getJavaName();
    return name != null && name.contains(JMH_WORKER);
  }

  private static String on(Kind kind, RecordedEvent event) {
    return switch (kind) {
      case MONITOR, MONITOR_WAIT -> type(event, "monitorClass");
      case PARK -> type(event, "parkedClass");
      case ALLOCATION -> type(event, "objectClass");
      case SOCKET_READ, SOCKET_WRITE -> peer(event);
      case GC_PAUSE -> event.getString("name") + ", " + event.getString("cause");
      default -> "";
    };
  }

  private static String type(RecordedEvent event, String field) {
    @Nullable RecordedClass type = event.hasField(field) ? event.getClass(field) : null;
    return type == null ? "" : type.getName();
  }

  private static String peer(RecordedEvent event) {
    String host = event.hasField("address") ? event.getString("address") : null;
    return host == null ? "" : host + ":" + event.getInt("port");
  }
}
