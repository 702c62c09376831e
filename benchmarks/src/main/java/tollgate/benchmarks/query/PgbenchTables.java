package tollgate.benchmarks.query;

import java.sql.SQLException;

/**
 * The tables of pgbench, in our schema, as {@code pgbench -i} makes them but for some room in the
 * pages of accounts, and a queue beside them. With {@code search_path=tollgate} pgbench itself runs
 * on them.
 */
final class PgbenchTables {
  static final int ACCOUNTS_PER_SCALE = 100_000;
  static final int TELLERS_PER_SCALE = 10;
  private static final int QUEUED = 1_000;

  private PgbenchTables() {}

  /**
   * Makes or resets the tables on the server that {@code tollgate.rendezvous} names, before another
   * tool's turn on them.
   *
   * @param args the scale
   */
  public static void main(String[] args) throws SQLException {
    try (Database database = Database.forReading(1_000, 0, Database.prepared())) {
      create(database, Integer.parseInt(args[0]));
    }
  }

  /** Makes the tables of this scale, or resets them where they are there. */
  static void create(Database database, int scale) throws SQLException {
    boolean complete =
        database.number(
                "select count(*) from pg_tables where schemaname = 'tollgate'"
                    + " and tablename = 'pgbench_queue'")
            == 1;
    long present = complete ? database.number("select count(*) from tollgate.pgbench_branches") : 0;
    if (present != scale) {
      build(database, scale);
    } else {
      reset(database);
    }
  }

  /**
   * Puts back what the scripts have changed. How long it takes depends on how much that is, and
   * hardly on the scale: nothing looks through all accounts, and where no balance has changed
   * nothing touches them.
   */
  private static void reset(Database database) throws SQLException {
    if (database.number("select count(*) from tollgate.pgbench_history") > 0) {
      database.execute(
          // Each change of a balance is in the history. As an array its accounts are looked up in
          // the index; joined with it they would be read from first to last.
          "update tollgate.pgbench_accounts set abalance = 0"
              + " where aid = any (array(select aid from tollgate.pgbench_history))"
              + " and abalance <> 0",
          "update tollgate.pgbench_tellers set tbalance = 0 where tbalance <> 0",
          "update tollgate.pgbench_branches set bbalance = 0 where bbalance <> 0",
          // Not before the accounts that it names are back: who breaks off here starts anew.
          "truncate tollgate.pgbench_history",
          // Keys and their number stay as they were analyzed at first.
          "vacuum tollgate.pgbench_accounts",
          "vacuum (analyze) tollgate.pgbench_tellers, tollgate.pgbench_branches,"
              + " tollgate.pgbench_history");
    }
    database.execute(
        "update tollgate.pgbench_queue set claims = 0 where claims <> 0",
        "vacuum (analyze) tollgate.pgbench_queue");
  }

  private static void build(Database database, int scale) throws SQLException {
    database.execute(
        "drop table if exists tollgate.pgbench_history, tollgate.pgbench_tellers,"
            + " tollgate.pgbench_accounts, tollgate.pgbench_branches, tollgate.pgbench_queue",
        """
        create table tollgate.pgbench_history
          (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))""",
        """
        create table tollgate.pgbench_tellers
          (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100)""",
        // As of pgbench -i -F 90: an update then stays in its page and grows no index, which a
        // vacuum would read as a whole, and no turn finds the table as another has stretched it.
        """
        create table tollgate.pgbench_accounts
          (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 90)""",
        """
        create table tollgate.pgbench_branches
          (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100)""",
        // Half-empty pages: a claim then rewrites its row in place, and no index grows.
        """
        create table tollgate.pgbench_queue
          (id int primary key, claims int not null) with (fillfactor = 50)""",
        "insert into tollgate.pgbench_tellers (tid, bid, tbalance)"
            + " select tid, (tid - 1) / %d + 1, 0 from generate_series(1, %d) tid"
                .formatted(TELLERS_PER_SCALE, TELLERS_PER_SCALE * scale),
        "insert into tollgate.pgbench_accounts (aid, bid, abalance, filler)"
            + " select aid, (aid - 1) / %d + 1, 0, '' from generate_series(1, %d) aid"
                .formatted(ACCOUNTS_PER_SCALE, ACCOUNTS_PER_SCALE * scale),
        "insert into tollgate.pgbench_queue select id, 0 from generate_series(1, %d) id"
            .formatted(QUEUED),
        "alter table tollgate.pgbench_branches add primary key (bid)",
        "alter table tollgate.pgbench_tellers add primary key (tid)",
        "alter table tollgate.pgbench_accounts add primary key (aid)",
        // Last: their number says that the tables are complete.
        "insert into tollgate.pgbench_branches (bid, bbalance)"
            + " select bid, 0 from generate_series(1, %d) bid".formatted(scale),
        "vacuum (analyze) tollgate.pgbench_accounts, tollgate.pgbench_tellers,"
            + " tollgate.pgbench_branches, tollgate.pgbench_history, tollgate.pgbench_queue");
  }
}
