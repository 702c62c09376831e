package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import tollgate.benchmarks.domain.Check;

/** The transactions of pgbench's scripts, statement for statement, over one connection. */
public enum PgbenchScript {
  /** {@code select 1}: nothing but the round trip. */
  SELECT_1(true, "select 1") {
    @Override
    void run(PreparedStatement[] sql, Choice choice) throws SQLException {
      Check.equal("yardstick.one", 1, number(sql[0]));
    }
  },

  /** {@code pgbench -S}. */
  SELECT_ONLY(true, "select abalance from tollgate.pgbench_accounts where aid = ?") {
    @Override
    void run(PreparedStatement[] sql, Choice choice) throws SQLException {
      sql[0].setInt(1, choice.account());
      Check.equal("yardstick.untouched", 0, number(sql[0]));
    }
  },

  /** {@code pgbench -b tpcb-like}. */
  TPCB_LIKE(
      false,
      "update tollgate.pgbench_accounts set abalance = abalance + ? where aid = ?",
      "select abalance from tollgate.pgbench_accounts where aid = ?",
      "update tollgate.pgbench_tellers set tbalance = tbalance + ? where tid = ?",
      "update tollgate.pgbench_branches set bbalance = bbalance + ? where bid = ?",
      """
      insert into tollgate.pgbench_history (tid, bid, aid, delta, mtime)
      values (?, ?, ?, ?, current_timestamp)""") {
    @Override
    void run(PreparedStatement[] sql, Choice choice) throws SQLException {
      int account = choice.account();
      int teller = choice.teller();
      int branch = choice.branch();
      int delta = choice.delta();
      add(sql[0], delta, account);
      sql[1].setInt(1, account);
      number(sql[1]);
      add(sql[2], delta, teller);
      add(sql[3], delta, branch);
      sql[4].setInt(1, teller);
      sql[4].setInt(2, branch);
      sql[4].setInt(3, account);
      sql[4].setInt(4, delta);
      Check.equal("yardstick.history", 1, sql[4].executeUpdate());
    }
  },

  /** Claims the first task nobody else holds, and counts the claim. */
  SKIP_LOCKED(
      false,
      "select id from tollgate.pgbench_queue order by id limit 1 for update skip locked",
      "update tollgate.pgbench_queue set claims = claims + 1 where id = ?") {
    @Override
    void run(PreparedStatement[] sql, Choice choice) throws SQLException {
      sql[1].setInt(1, number(sql[0]));
      Check.equal("yardstick.claim", 1, sql[1].executeUpdate());
    }
  };

  private final boolean autoCommit;
  private final String[] sql;

  PgbenchScript(boolean autoCommit, String... sql) {
    this.autoCommit = autoCommit;
    this.sql = sql;
  }

  /** Whether each statement is a transaction of its own. */
  boolean autoCommit() {
    return autoCommit;
  }

  /** Prepares the script's statements, which the caller closes. */
  PreparedStatement[] prepare(Connection connection) throws SQLException {
    PreparedStatement[] prepared = new PreparedStatement[sql.length];
    for (int i = 0; i < sql.length; i++) {
      prepared[i] = connection.prepareStatement(sql[i]);
    }
    return prepared;
  }

  /** One transaction but for its beginning and its end, which are the caller's. */
  abstract void run(PreparedStatement[] sql, Choice choice) throws SQLException;

  private static int number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      Check.that("yardstick.row", rows.next(), "the query returned no row");
      return rows.getInt(1);
    }
  }

  private static void add(PreparedStatement statement, int delta, int key) throws SQLException {
    statement.setInt(1, delta);
    statement.setInt(2, key);
    Check.equal("yardstick.update", 1, statement.executeUpdate());
  }

  /** The random numbers of pgbench's scripts: uniform over the rows of the scale. */
  record Choice(SplittableRandom random, int scale) {
    int account() {
      return random.nextInt(PgbenchTables.ACCOUNTS_PER_SCALE * scale) + 1;
    }

    int teller() {
      return random.nextInt(PgbenchTables.TELLERS_PER_SCALE * scale) + 1;
    }

    int branch() {
      return random.nextInt(scale) + 1;
    }

    int delta() {
      return random.nextInt(-5_000, 5_001);
    }
  }
}
