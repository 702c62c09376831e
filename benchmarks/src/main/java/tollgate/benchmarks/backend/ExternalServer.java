package tollgate.benchmarks.backend;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tollgate.benchmarks.domain.Schema;

/** A server that somebody else runs: used, never started or stopped, left without our schema. */
final class ExternalServer implements PostgresServer {
  private final PostgresAddress address;

  private ExternalServer(PostgresAddress address) {
    this.address = address;
  }

  static ExternalServer open(PostgresAddress address) {
    String who = "PostgreSQL (" + address.url() + ", user " + address.user() + ")";
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select has_database_privilege(current_database(), 'CREATE'),"
                    + " current_setting('server_version_num')::int,"
                    + " current_setting('default_transaction_read_only')::bool"
                    + "   or pg_is_in_recovery()")) {
      row.next();
      if (row.getInt(2) < 130000) {
        throw new BackendException(who + " is older than version 13");
      }
      if (row.getBoolean(3)) {
        throw new BackendException(who + " is read-only: the benchmarks write");
      }
      if (!row.getBoolean(1)) {
        throw new BackendException(
            who + ": the role may not create the schema 'tollgate'; grant CREATE on the database");
      }
      return new ExternalServer(address);
    } catch (SQLException e) {
      throw new BackendException(who + " cannot be used: " + Lines.of(e), e);
    }
  }

  @Override
  public PostgresAddress address() {
    return address;
  }

  @Override
  public String kind() {
    return "external";
  }

  @Override
  public void close() {
    try (Connection connection = address.connect()) {
      Schema.drop(connection);
    } catch (SQLException e) {
      System.err.println(
          "ERROR: the schema 'tollgate' could not be dropped from "
              + address.url()
              + ": "
              + Lines.of(e));
    }
  }
}
