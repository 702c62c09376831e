package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.DataSize;
import tollgate.benchmarks.domain.WrongAnswer;

/**
 * How the server is going to answer a statement, asked before it is measured: a benchmark of an
 * index that is not used measures something else, and its rows are right all the same.
 */
final class Plans {
  private static final Pattern INDEX = Pattern.compile("\"Index Name\": \"([^\"]+)\"");
  private static final Pattern NODE = Pattern.compile("\"Node Type\": \"([^\"]+)\"");

  private Plans() {}

  /**
   * An index must serve a statement, both in the plan made for these values and in the one made for
   * any, to which the server may turn after five executions of a prepared statement. With less data
   * than the default the planner may rightly prefer to read a small table as a whole; then it is
   * enough that the index could serve.
   *
   * @param database of the trial, closed when the index does not serve
   * @param index its name
   * @param sql the benchmark's statement
   * @param values of its parameters
   * @throws WrongAnswer when it does not
   */
  static void requireIndex(Database database, String index, String sql, Object... values)
      throws SQLException {
    boolean small = database.size().agents() < DataSize.DEFAULT.agents();
    try (Connection connection = database.connect()) {
      if (small) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("set enable_seqscan = off");
        }
      }
      require(index, "plan", explain(connection, sql, values));
      require(index, "generic plan", explainGeneric(connection, sql));
    } catch (SQLException | WrongAnswer e) {
      database.close();
      throw e;
    }
  }

  private static void require(String index, String kind, String plan) {
    Check.that(
        "plan.index",
        indexes(plan).contains(index),
        "%s does not serve; the %s is %s by %s"
            .formatted(index, kind, all(NODE, plan), indexes(plan)));
  }

  /**
   * The plan for a statement whatever the values of its parameters.
   *
   * @param connection in auto-commit mode
   * @param sql with a question mark for each parameter and none elsewhere
   * @return PostgreSQL's JSON
   */
  static String explainGeneric(Connection connection, String sql) throws SQLException {
    StringBuilder numbered = new StringBuilder();
    List<String> values = new ArrayList<>();
    for (String part : sql.split("\\?", -1)) {
      if (numbered.length() > 0) {
        values.add("null");
        numbered.append('$').append(values.size());
      }
      numbered.append(part);
    }
    String arguments = values.isEmpty() ? "" : "(" + String.join(", ", values) + ")";
    try (Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare tollgate_plan as " + numbered);
      try (ResultSet rows =
          statement.executeQuery("explain (format json) execute tollgate_plan" + arguments)) {
        rows.next();
        return rows.getString(1);
      } finally {
        statement.execute("deallocate tollgate_plan");
        statement.execute("reset plan_cache_mode");
      }
    }
  }

  /**
   * The plan for a statement with these values.
   *
   * @param connection in any mode
   * @param sql with a question mark for each value
   * @param values numbers, texts or times
   * @return PostgreSQL's JSON
   */
  static String explain(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("explain (format json) " + sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** The indexes that a plan reads, in its order. */
  static List<String> indexes(String plan) {
    return all(INDEX, plan);
  }

  private static List<String> all(Pattern pattern, String plan) {
    return pattern
        .matcher(plan)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toList());
  }
}
