package tollgate.probe.ledger;

import java.util.List;
import java.util.Optional;

/** What class names say about a wait: who called, and whether a lock was parked on. */
public final class KnownTypes {

  private static final List<String> POOLS =
      List.of(
          "com.zaxxer.hikari.",
          "org.apache.commons.pool2.",
          "org.apache.commons.dbcp",
          "org.apache.tomcat.jdbc.pool.",
          "com.mchange.v2.",
          "io.agroal.",
          "oracle.ucp.",
          "org.vibur.",
          "io.r2dbc.pool.");

  private static final List<String> DATABASES =
      List.of(
          "org.postgresql.",
          "com.mysql.",
          "org.mariadb.",
          "oracle.jdbc.",
          "oracle.net.",
          "com.microsoft.sqlserver.",
          "org.h2.",
          "com.ibm.db2.",
          "redis.clients.jedis.",
          "com.mongodb.",
          "com.datastax.");

  /** Synchronizers that are locks or permits; every other park waits for another's action. */
  private static final List<String> LOCKS =
      List.of(
          "java.util.concurrent.locks.ReentrantLock$",
          "java.util.concurrent.locks.ReentrantReadWriteLock$",
          "java.util.concurrent.locks.StampedLock",
          "java.util.concurrent.Semaphore$");

  private KnownTypes() {}

  /** Libraries that wait on behalf of their callers. */
  public enum Library {
    POOL,
    DATABASE
  }

  /** The library a class belongs to; empty when it is none of those we know. */
  public static Optional<Library> library(String type) {
    if (startsWithAny(type, POOLS)) {
      return Optional.of(Library.POOL);
    }
    return startsWithAny(type, DATABASES) ? Optional.of(Library.DATABASE) : Optional.empty();
  }

  /** Whether a thread parked on an object of this class waits for a lock or permit. */
  public static boolean isLock(String type) {
    return startsWithAny(type, LOCKS);
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
