package tollgate.benchmarks.scenario;

import tollgate.benchmarks.backend.fault.Fault;

/** What goes wrong in {@link FailureRecovery}. */
public enum Trouble {
  /** Between users and platform: 100 ms more each way. */
  CLIENT_DELAY(new Fault.Delay(100, 0), Place.CLIENT),
  /** Between users and platform: up to 200 ms more. */
  CLIENT_JITTER(new Fault.Delay(0, 200), Place.CLIENT),
  /** Between users and platform: 4 kB a second for each connection. */
  CLIENT_BANDWIDTH(new Fault.Bandwidth(4_000), Place.CLIENT),
  /** Between users and platform: connections are cut. */
  CLIENT_RESET(new Fault.Reset(), Place.CLIENT),
  /** Between users and platform: nothing arrives. */
  CLIENT_BLACK_HOLE(new Fault.BlackHole(), Place.CLIENT),
  /** Between users and platform: answers do not arrive. */
  CLIENT_HALF_OPEN(new Fault.HalfOpen(), Place.CLIENT),
  /** Between platform and database: 50 ms more each way. */
  DATABASE_DELAY(new Fault.Delay(50, 0), Place.DATABASE),
  /** Between platform and database: up to 100 ms more. */
  DATABASE_JITTER(new Fault.Delay(0, 100), Place.DATABASE),
  /** Between platform and database: 10 kB a second for each connection. */
  DATABASE_BANDWIDTH(new Fault.Bandwidth(10_000), Place.DATABASE),
  /** Between platform and database: connections are cut. */
  DATABASE_RESET(new Fault.Reset(), Place.DATABASE),
  /** Between platform and database: nothing arrives. */
  DATABASE_BLACK_HOLE(new Fault.BlackHole(), Place.DATABASE),
  /** Between platform and database: answers do not arrive. */
  DATABASE_HALF_OPEN(new Fault.HalfOpen(), Place.DATABASE),
  /** The platform's sessions in the database are killed, again and again. */
  DATABASE_BACKEND_KILL(new Fault.None(), Place.SESSIONS),
  /** The disk that the database keeps checkpoints on is full. */
  DATABASE_DISK_FULL(new Fault.None(), Place.DISK),
  /** The platform is stopped in good order, and started afresh. */
  PLATFORM_STOP(new Fault.None(), Place.STOP),
  /** The platform is killed, and started afresh. */
  PLATFORM_KILL(new Fault.None(), Place.KILL),
  /** The platform stands still. */
  PLATFORM_PAUSE(new Fault.None(), Place.PAUSE);

  /** Where it goes wrong. */
  enum Place {
    CLIENT,
    DATABASE,
    SESSIONS,
    DISK,
    STOP,
    KILL,
    PAUSE
  }

  private final Fault fault;
  private final Place place;

  Trouble(Fault fault, Place place) {
    this.fault = fault;
    this.place = place;
  }

  /** Whether the platform has to be started afresh. */
  boolean restarts() {
    return place == Place.STOP || place == Place.KILL;
  }

  /**
   * Whether the platform has to make its connections to the database anew, which it still does
   * while the first requests after the trouble succeed.
   */
  boolean reconnects() {
    return place == Place.SESSIONS
        || this == DATABASE_RESET
        || this == DATABASE_BLACK_HOLE
        || this == DATABASE_HALF_OPEN;
  }

  /** Whether the platform needs a database of its own, whose disk may be filled. */
  boolean fillsDisk() {
    return place == Place.DISK;
  }

  Fault fault() {
    return fault;
  }

  Place place() {
    return place;
  }
}
