package tollgate.harness.profile;

import java.util.EnumSet;
import java.util.Set;
import tollgate.harness.model.Activity.Kind;

/**
 * What an operation spends, as recordings tell it apart. All but {@link #ALLOCATION} are time and
 * so can be ranked beside each other.
 */
public enum Spending {
  CPU("processor time", EnumSet.of(Kind.CPU)),
  MONITOR("waiting for monitors", EnumSet.of(Kind.MONITOR, Kind.MONITOR_WAIT)),
  PARK("waiting for locks, pools and queues", EnumSet.of(Kind.PARK)),
  SLEEP("sleeping", EnumSet.of(Kind.SLEEP)),
  SOCKET("waiting for the network", EnumSet.of(Kind.SOCKET_READ, Kind.SOCKET_WRITE)),
  FILE("waiting for files", EnumSet.of(Kind.FILE)),
  PINNING("virtual threads pinned to their carriers", EnumSet.of(Kind.PINNED)),
  GC("stopped for garbage collection", EnumSet.of(Kind.GC_PAUSE)),
  ALLOCATION("allocation", EnumSet.of(Kind.ALLOCATION));

  /** What the probe asks for; recordings of other makers are ranked as if they had. */
  private static final double NANOS_PER_SAMPLE = 10e6;

  private final String label;
  private final Set<Kind> kinds;

  Spending(String label, Set<Kind> kinds) {
    this.label = label;
    this.kinds = kinds;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Whether amounts are nanoseconds; else they are bytes. */
  public boolean isTime() {
    return this != ALLOCATION;
  }

  /** Whether amounts stem from samples, whose number scatters by itself. */
  boolean isSampled() {
    return this == CPU || this == ALLOCATION;
  }

  boolean includes(Kind kind) {
    return kinds.contains(kind);
  }

  /** What an activity's amount stands for: nanoseconds, or bytes. */
  double worth(long amount) {
    return this == CPU ? amount * NANOS_PER_SAMPLE : amount;
  }
}
