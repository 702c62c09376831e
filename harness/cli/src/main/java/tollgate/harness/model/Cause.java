package tollgate.harness.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker thread's wall time goes to, in the order a ledger is printed. Every nanosecond has
 * exactly one cause.
 */
public enum Cause {
  CPU("cpu", "computing", Kind.PROCESSOR),
  RUN_QUEUE("runQueue", "ready to run, waiting for a processor", Kind.PROCESSOR),
  POOL_WAIT("poolWait", "waiting for a pooled connection", Kind.COORDINATION),
  DATABASE_SOCKET("databaseSocket", "waiting for the database to answer", Kind.REMOTE),
  OTHER_SOCKET("otherSocket", "waiting for another network peer", Kind.REMOTE),
  MONITOR("monitor", "waiting to enter a synchronized block", Kind.COORDINATION),
  LOCK_PARK("lockPark", "waiting for a java.util.concurrent lock", Kind.COORDINATION),
  CONDITION_PARK(
      "conditionPark", "waiting for another thread's signal or queue item", Kind.COORDINATION),
  SLEEP("sleep", "sleeping", Kind.THINK),
  SAFEPOINT("safepoint", "stopped for garbage collection or a safepoint", Kind.JVM),
  JVM_INTERNAL("jvmInternal", "waiting for the JVM itself", Kind.JVM),
  UNEXPLAINED("unexplained", "off the processor, no event says why", Kind.JVM);

  /** Who can do something about a cause. */
  public enum Kind {
    /** The processors: more of them, or less work. */
    PROCESSOR,
    /** Threads waiting for each other. */
    COORDINATION,
    /** Somebody outside this JVM. */
    REMOTE,
    /** The workload waits because it wants to. */
    THINK,
    /** The virtual machine. */
    JVM
  }

  private static final String PREFIX = "time.";

  private final String label;
  private final String meaning;
  private final Kind kind;

  Cause(String label, String meaning, Kind kind) {
    this.label = label;
    this.meaning = meaning;
    this.kind = kind;
  }

  /** Short name, as in {@code time.<label>}. */
  public String label() {
    return label;
  }

  /** What a thread does meanwhile, in plain words. */
  public String meaning() {
    return meaning;
  }

  /** Who can do something about it. */
  public Kind kind() {
    return kind;
  }

  /** Name of the secondary metric that carries it, in µs/op. */
  public String metric() {
    return PREFIX + label;
  }

  /** The cause that a secondary metric carries; empty when it is no ledger row. */
  public static Optional<Cause> ofMetric(String name) {
    return Arrays.stream(values()).filter(cause -> cause.metric().equals(name)).findFirst();
  }
}
