package tollgate.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.DataSize;
import tollgate.benchmarks.domain.Schema;
import tollgate.benchmarks.measure.Work;

/**
 * The users of a scenario and the site they use: the platform, the database behind it, and the
 * ledger of what the platform acknowledged.
 */
final class Population implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(30);
  private static final int NO_LIMIT = 1_000_000;
  private static final int PIONEERS = 4;
  private static final int STATE_BYTES = 1_000;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PlatformClient admin;
  private final PlatformClient client;
  private final PostgresAddress database;
  private final AtomicReferenceArray<Member> members;
  private volatile Acknowledged acknowledged = new Acknowledged(Map.of());
  private boolean wroteStates;

  private Population(
      PlatformClient admin, PlatformClient client, PostgresAddress database, int users) {
    this.admin = admin;
    this.client = client;
    this.database = database;
    this.members = new AtomicReferenceArray<>(users);
  }

  /**
   * On the invocation's platform.
   *
   * @param users how many at most, 1 to the number of seeded agents
   * @throws IllegalArgumentException when there are more users than agents
   */
  static Population open(int users) throws SQLException, CallFailed {
    return open(users, Backends.platform(), PATIENCE);
  }

  /**
   * On another platform over the invocation's database.
   *
   * @param patience how long users wait for an answer
   */
  static Population open(int users, PlatformAddress platform, Duration patience)
      throws SQLException, CallFailed {
    return open(users, platform, patience, Backends.postgres());
  }

  /**
   * On another platform over another database.
   *
   * @param patience how long users wait for an answer
   * @param database where the platform keeps its data
   */
  static Population open(
      int users, PlatformAddress platform, Duration patience, PostgresAddress database)
      throws SQLException, CallFailed {
    if (users < 1 || users > DataSize.DEFAULT.agents()) {
      throw new IllegalArgumentException(
          "users must be 1 to " + DataSize.DEFAULT.agents() + ", not " + users);
    }
    try (Connection connection = database.connect()) {
      Schema.create(connection, DataSize.DEFAULT);
    }
    Population people =
        new Population(
            new PlatformClient(platform, ADMIN_PATIENCE),
            new PlatformClient(platform, patience),
            database,
            users);
    people.begin(NO_LIMIT, NO_LIMIT);
    for (int i = 0; i < users; i++) {
      people.join(i);
    }
    return people;
  }

  int users() {
    return members.length();
  }

  /** Forgets all conversations and starts an empty ledger, with these limits. */
  void begin(int globalLimit, int userLimit) throws CallFailed, SQLException {
    admin.insist(
        "POST",
        "/api/reset",
        "",
        PlatformClient.json("globalLimit", globalLimit, "userLimit", userLimit));
    wroteStates |= acknowledged.wroteStates();
    try (Connection connection = database.connect()) {
      acknowledged = Acknowledged.since(connection, users());
    }
    for (int i = 0; i < members.length(); i++) {
      Member member = members.get(i);
      if (member != null) {
        members.set(i, member.with(acknowledged));
      }
    }
  }

  /** The user of an index, registered and logged in; the first call for it does that. */
  Member join(int index) throws CallFailed {
    Member member = members.get(index);
    if (member == null) {
      member = Member.register(admin, client, DataSize.DEFAULT, acknowledged, index + 1L);
      members.set(index, member);
    }
    return member;
  }

  /**
   * Some users read, save and talk at a platform that nobody else uses yet: it is to be warm when
   * they do. What fails is asked again by those who come next; what is saved is in the ledger.
   *
   * @throws RuntimeException when one of them was answered wrongly, or cannot go on
   */
  void warmUp(PlatformAddress platform, long nanos) {
    long end = System.nanoTime() + nanos;
    PlatformClient fresh = new PlatformClient(platform, PATIENCE);
    AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
    List<Thread> pioneers = new ArrayList<>();
    for (int i = 0; i < Math.min(PIONEERS, users()); i++) {
      Member member = members.get(i);
      if (member != null) {
        pioneers.add(pioneer(member.through(fresh), end, failed));
      }
    }
    for (Thread pioneer : pioneers) {
      try {
        pioneer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    RuntimeException why = failed.get();
    if (why != null) {
      throw why;
    }
  }

  /** A wrong answer would end with the thread that got it: nobody would be told. */
  private static Thread pioneer(
      Member member, long endNanos, AtomicReference<@Nullable RuntimeException> failed) {
    Thread thread =
        new Thread(
            () -> {
              try {
                explore(member, endNanos, failed);
              } catch (RuntimeException e) {
                failed.compareAndSet(null, e);
              }
            },
            "readiness");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void explore(
      Member member, long endNanos, AtomicReference<@Nullable RuntimeException> failed) {
    SplittableRandom random = new SplittableRandom(member.agent());
    while (System.nanoTime() < endNanos && failed.get() == null) {
      try {
        member.health();
        member.saveState(STATE_BYTES);
        member.loadState();
        member.search(random);
        member.checkpoint();
        member.converse(conversation -> member.say(conversation, "is anybody there?", false));
      } catch (CallFailed e) {
        // It is not ready yet.
      }
    }
  }

  Acknowledged acknowledged() {
    return acknowledged;
  }

  /**
   * What the platform says of itself.
   *
   * @param settled whether it collects garbage first
   */
  JsonNode usage(boolean settled) throws CallFailed {
    return admin.insist("GET", "/usage?settled=" + settled, "", "");
  }

  /**
   * Compares the ledger with the database: every acknowledged write is there, and no conversation
   * is left active. Those that their users could not stop, or do not know of because an answer did
   * not arrive, are stopped first.
   */
  void verify() throws SQLException, CallFailed {
    try (Connection connection = database.connect()) {
      if (acknowledged.conversations().isUnsure()) {
        awaitQuiet();
        stopForgotten(connection);
      }
      acknowledged.verify(connection);
      Check.equal(
          "conversations.left",
          0,
          number(
              connection,
              "select count(*) from tollgate.platform_conversations where stopped_at is null"));
    }
  }

  /** Waits, not for ever, for requests that their senders have given up. */
  private void awaitQuiet() throws CallFailed {
    long deadline = System.nanoTime() + QUIET_NANOS;
    // Whoever asks is in flight too.
    while (usage(false).path("inFlight").asInt() > 1 && System.nanoTime() < deadline) {
      Work.pause(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private void stopForgotten(Connection connection) throws SQLException {
    Map<Long, Long> active = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id, agent_id from tollgate.platform_conversations"
                    + " where stopped_at is null")) {
      while (rows.next()) {
        active.put(rows.getLong(1), rows.getLong(2));
      }
    }
    for (Map.Entry<Long, Long> each : active.entrySet()) {
      long agent = each.getValue();
      if (acknowledged.conversations().mayBeActive(agent, each.getKey())) {
        stop((int) agent - 1, each.getKey());
      }
    }
  }

  private void stop(int user, long conversation) {
    try {
      join(user).stopConversation(conversation);
    } catch (CallFailed e) {
      // It was tried more than once: whether it is stopped is seen next.
    }
  }

  /** Restores the seeded states where users have saved others. */
  @Override
  public void close() throws SQLException {
    if (wroteStates || acknowledged.wroteStates()) {
      try (Connection connection = database.connect()) {
        Schema.reset(connection);
      }
    }
  }

  /** The single number that a query on the platform's database returns. */
  long number(String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      return number(connection, sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
