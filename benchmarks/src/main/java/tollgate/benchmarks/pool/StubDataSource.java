package tollgate.benchmarks.pool;

import java.sql.Connection;

/** Makes {@link StubConnection}s at once. */
final class StubDataSource extends PlainDataSource {
  @Override
  public Connection getConnection() {
    return new StubConnection();
  }
}
