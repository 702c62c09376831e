package tollgate.probe.ledger;

/**
 * What a PostgreSQL backend does, by its row in {@code pg_stat_activity}; a metric {@code
 * db.<label>} each.
 */
enum ServerWait {
  CPU("cpu"),
  LOCK("lock"),
  LATCH("lwLock"),
  IO("io"),
  WAL("wal"),
  CLIENT("client"),
  SLEEP("sleep"),
  OTHER("other"),
  IDLE_IN_TRANSACTION("idleInTransaction"),
  IDLE("idle");

  private final String label;

  ServerWait(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * Reads one row. Source: PostgreSQL's documentation of {@code pg_stat_activity}, wait event
   * types.
   *
   * @param state the column, empty for null
   * @param type {@code wait_event_type}, empty for null
   * @param event {@code wait_event}, empty for null
   */
  static ServerWait of(String state, String type, String event) {
    if (state.startsWith("idle in transaction")) {
      return IDLE_IN_TRANSACTION;
    }
    if (!state.equals("active") && !state.startsWith("fastpath")) {
      return IDLE;
    }
    boolean wal = event.startsWith("WAL") || event.startsWith("Wal");
    return switch (type) {
      case "" -> CPU;
      case "Lock" -> LOCK;
      case "LWLock", "BufferPin", "Buffer" -> wal ? WAL : LATCH;
      case "IO" -> wal ? WAL : IO;
      case "Client" -> CLIENT;
      case "Timeout" -> SLEEP;
      default -> wal ? WAL : OTHER;
    };
  }
}
