package tollgate.probe.ledger;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A database that takes two milliseconds: needs a rendezvous file and a driver. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 1)
public class ServerSleep {

  /** A connection per thread. */
  @State(Scope.Thread)
  public static class Session {
    Connection connection;
    PreparedStatement sleep;

    /** Connects. */
    @Setup(Level.Trial)
    public void open() throws SQLException, IOException {
      Properties address = new Properties();
      try (Reader reader =
          Files.newBufferedReader(Path.of(System.getProperty("tollgate.rendezvous")))) {
        address.load(reader);
      }
      connection =
          DriverManager.getConnection(
              address.getProperty("postgres.url"),
              address.getProperty("postgres.user"),
              address.getProperty("postgres.password"));
      sleep = connection.prepareStatement("select pg_sleep(0.002)");
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
      connection.close();
    }
  }

  /** All waiting for the server. */
  @Benchmark
  public boolean serverSleep(Session session) throws SQLException {
    return session.sleep.execute();
  }
}
