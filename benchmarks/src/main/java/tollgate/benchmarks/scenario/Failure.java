package tollgate.benchmarks.scenario;

/** Why a request got no useful answer. */
enum Failure {
  /** No answer within the client's patience. */
  TIMEOUT("timeout"),
  /** The connection was refused, reset or closed. */
  CONNECTION("connection"),
  /** 429: a limit is reached. */
  LIMIT("limit"),
  /** 503: too much to do, or no database. */
  OVERLOADED("overloaded"),
  /** Any other 4xx. */
  REJECTED("rejected"),
  /** Any other 5xx. */
  BROKEN("broken"),
  /** Never sent: half a minute after the schedule's end nobody had been free for it. */
  ABANDONED("abandoned");

  private final String label;

  Failure(String label) {
    this.label = label;
  }

  /** As in the name of its metric. */
  String label() {
    return label;
  }

  static Failure ofStatus(int status) {
    return switch (status) {
      case 429 -> LIMIT;
      case 503 -> OVERLOADED;
      default -> status >= 500 ? BROKEN : REJECTED;
    };
  }
}
