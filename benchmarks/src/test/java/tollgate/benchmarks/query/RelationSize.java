package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import tollgate.benchmarks.backend.Backends;

/** How large a table with its indexes is after each iteration. */
public final class RelationSize implements InternalProfiler {
  static final String METRIC = "relation.size";

  private final String table;

  /** Called by JMH. */
  public RelationSize(String table) {
    this.table = table;
  }

  @Override
  public String getDescription() {
    return "Size of a table";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // What counts is how the iteration leaves it.
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    try (Connection connection = Backends.postgres().connect();
        PreparedStatement statement =
            connection.prepareStatement("select pg_total_relation_size(?::regclass)")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return List.of(new ScalarResult(METRIC, rows.getLong(1), "B", AggregationPolicy.AVG));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
