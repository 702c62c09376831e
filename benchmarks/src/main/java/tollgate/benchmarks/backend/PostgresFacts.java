package tollgate.benchmarks.backend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Asks a PostgreSQL server what must be known about it. */
final class PostgresFacts {
  private PostgresFacts() {}

  static BackendFacts read(PostgresServer server) throws SQLException {
    try (Connection connection = server.address().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "select name, current_setting(name) from pg_settings where name = any(?)")) {
      statement.setArray(
          1, connection.createArrayOf("text", ServerSettings.RECORDED.toArray(new String[0])));
      Map<String, String> settings = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          settings.put(rows.getString(1), rows.getString(2));
        }
      }
      return new BackendFacts(
          "postgres",
          server.kind(),
          connection.getMetaData().getDatabaseProductVersion(),
          settings);
    }
  }
}
