package tollgate.benchmarks.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A PostgreSQL server that asks for a password, as the ones that somebody else runs do. */
final class PasswordServer implements AutoCloseable {
  static final String USER = "bench";
  static final String PASSWORD = "s3cr%t&Öl+/=?";

  private final EmbeddedPostgres postgres;

  private PasswordServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static PasswordServer start(Path directory) throws IOException, SQLException {
    Path data = Files.createDirectory(directory.resolve("external"));
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("unix_socket_directories", "")
            .setLocaleConfig("locale", "C")
            .start();
    try (Connection owner = postgres.getPostgresDatabase().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("create role " + USER + " login password '" + PASSWORD + "'");
      statement.execute("create database benchmarks owner " + USER);
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
    return new PasswordServer(postgres);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/benchmarks";
  }

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(url(), properties);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
