package tollgate.benchmarks.backend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a PostgreSQL server listens and who we are to it.
 *
 * @param url JDBC URL without user or password
 * @param user role to connect as
 * @param password the role's password, empty where the server asks for none
 */
public record PostgresAddress(String url, String user, String password) {

  /**
   * Opens a connection of its own, outside any pool, in auto-commit mode.
   *
   * @return an open connection that the caller closes
   * @throws SQLException when the server refuses or does not answer
   */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  /**
   * The user and password as pgjdbc expects them.
   *
   * @return a fresh copy, without a password when the server asks for none
   */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** The address without its password: safe in logs and messages. */
  @Override
  public String toString() {
    return "PostgresAddress[url=" + url + ", user=" + user + "]";
  }
}
