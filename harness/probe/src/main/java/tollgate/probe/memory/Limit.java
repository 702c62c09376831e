package tollgate.probe.memory;

/** Why a figure says less than it should; each becomes a metric {@code memory.limited.<label>}. */
enum Limit {
  /** The benchmark has an executor of its own, so its states were gone when the heap was read. */
  TORN_DOWN("tornDown"),

  /** {@code System.gc()} did nothing: garbage is counted. */
  NOT_COLLECTED("notCollected"),

  /** The system does not say what is in RAM: there are no {@code memory.rss} metrics. */
  NO_RESIDENT("noResident"),

  /** The peak of the memory in RAM could not be reset: it holds for the fork since its start. */
  PEAK_SINCE_START("peakSinceStart");

  private final String label;

  Limit(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
