package tollgate.probe.ledger;

/**
 * Why a thread was off the processor, strongest claim first: where recorded intervals of one thread
 * overlap, the earlier constant owns the time.
 */
enum Wait {
  POOL_WAIT("poolWait"),
  DATABASE_SOCKET("databaseSocket"),
  OTHER_SOCKET("otherSocket"),
  MONITOR("monitor"),
  LOCK_PARK("lockPark"),
  CONDITION_PARK("conditionPark"),
  SLEEP("sleep"),
  SAFEPOINT("safepoint"),
  JVM_INTERNAL("jvmInternal");

  private final String label;

  Wait(String label) {
    this.label = label;
  }

  /** The metric is {@code time.<label>}. */
  String label() {
    return label;
  }

  /**
   * Whether its intervals say that this very thread waited. A safepoint's interval says only that
   * the whole JVM stopped, so it takes no more than the others leave.
   */
  boolean isOwn() {
    return this != SAFEPOINT && this != JVM_INTERNAL;
  }
}
