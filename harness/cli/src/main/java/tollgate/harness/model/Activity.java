package tollgate.harness.model;

import java.util.List;

/**
 * What threads did or waited for in one place: all events of one kind, object and stack together.
 *
 * @param kind what it was
 * @param on class of the monitor or parked-on object, or remote address; empty when unknown
 * @param worker whether JMH's worker threads did it
 * @param frames innermost first, as recorded
 * @param count number of events
 * @param amount samples, bytes or nanoseconds, as {@link Kind#measure} says
 */
public record Activity(
    Kind kind, String on, boolean worker, List<Frame> frames, long count, long amount) {

  public Activity {
    frames = List.copyOf(frames);
  }

  /** Of what a recording holds the events that explain time or garbage. */
  public enum Kind {
    CPU("running", Measure.SAMPLES),
    ALLOCATION("allocation", Measure.BYTES),
    MONITOR("monitor", Measure.NANOS),
    MONITOR_WAIT("Object.wait", Measure.NANOS),
    PARK("park", Measure.NANOS),
    SLEEP("sleep", Measure.NANOS),
    SOCKET_READ("socket read", Measure.NANOS),
    SOCKET_WRITE("socket write", Measure.NANOS),
    FILE("file", Measure.NANOS),
    PINNED("pinned virtual thread", Measure.NANOS),

    /** Stops every thread; counted once, as time on the clock. */
    GC_PAUSE("garbage collection pause", Measure.NANOS);

    private final String label;
    private final Measure measure;

    Kind(String label, Measure measure) {
      this.label = label;
      this.measure = measure;
    }

    /** Its name for people. */
    public String label() {
      return label;
    }

    /** What {@link Activity#amount} counts. */
    public Measure measure() {
      return measure;
    }

    /** Whether a thread waits meanwhile. */
    public boolean isWait() {
      return measure == Measure.NANOS;
    }
  }

  /** Units of {@link Activity#amount}. */
  public enum Measure {
    SAMPLES,
    BYTES,
    NANOS
  }
}
