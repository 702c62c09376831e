package tollgate.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.RunnerException;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.domain.Generated;
import tollgate.benchmarks.domain.Schema;

/** Every statement that benchmarks send is served by the index that is there for it. */
@Tag("same-on-every-jdk")
class PlansIT {
  private static final String QUERY = "tollgate.benchmarks.query.";
  private static final String COORDINATION = "tollgate.benchmarks.coordination.";

  /** A statement, as its class holds it, and the indexes that its plan must name. */
  private record QueryPath(String type, String constant, List<String> indexes, Object... values) {
    String sql() throws ReflectiveOperationException {
      Field field = Class.forName(type).getDeclaredField(constant);
      field.setAccessible(true);
      return (String) field.get(null);
    }
  }

  private static QueryPath query(String type, String constant, String index, Object... values) {
    return new QueryPath(QUERY + type, constant, List.of(index), values);
  }

  private static final List<QueryPath> PATHS =
      List.of(
          query("PointRead", "SQL", "nodes_pkey", 4711L),
          query("GraphTraverse", "SQL", "edges_pkey", 4711L, 3),
          query("StateUpsert", "SQL", "agent_state_pkey", 17L, "{}"),
          query("MixedReadWrite", "STATE", "agent_state_pkey", 17L),
          query("MixedReadWrite", "INBOX", "messages_recipient", 17L),
          query("MixedReadWrite", "TOUCH", "agent_state_pkey", 17L),
          query(
              "IndexRange",
              "SQL",
              "nodes_created",
              OffsetDateTime.parse(Generated.time(100)),
              OffsetDateTime.parse(Generated.time(200))),
          query("JoinAggregate", "SQL", "nodes_owner", 17L),
          query("JsonSearch", "SQL", "nodes_attributes", "{\"domain\":\"d17\"}"),
          query("TextSearch", "SQL", "nodes_search", Generated.topicWord(17)),
          query("Transfer", "READ", "accounts_pkey", 17L, 18L),
          query("Transfer", "MOVE", "accounts_pkey", 5L, 17L),
          query("TaskQueue", "CLAIM", "tasks_ready"),
          query("TaskQueue", "COMPLETE", "tasks_pkey", 3L, 17L),
          new QueryPath(
              COORDINATION + "SkipLockedQueue", "CLAIM", List.of("tasks_ready", "tasks_pkey"), 3L),
          new QueryPath(
              COORDINATION + "SkipLockedQueue", "COMPLETE", List.of("tasks_pkey"), 17L, 3L));

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void statement_ofEveryQueryPath_isServedByItsIndex(int agents) throws Exception {
    try (Database database = Database.forWriting(agents, 0, Database.prepared())) {
      database.execute(
          "insert into tollgate.tasks (queue, payload) select q, '1' from"
              + " unnest('{taskqueue,coordination}'::text[]) q, generate_series(1, 100)",
          "vacuum (analyze) tollgate.tasks");
      try (Connection connection = database.connect()) {
        SoftAssertions each = new SoftAssertions();
        for (QueryPath path : PATHS) {
          String plan = Plans.explain(connection, path.sql(), path.values());
          String generic = Plans.explainGeneric(connection, path.sql());
          for (String index : path.indexes()) {
            // Not only where it is scanned: an upsert names it as the arbiter of conflicts.
            each.assertThat(plan).as(path.type()).contains("\"" + index + "\"");
            each.assertThat(generic).as(path.type() + ", generic").contains("\"" + index + "\"");
          }
        }
        each.assertThat(labels(connection))
            .as("indexes by which GraphTraverse reads labels")
            .isEqualTo(
                agents > 1_000 ? List.of("edges_pkey", "nodes_pkey") : List.of("edges_pkey"));
        each.assertAll();
      } finally {
        database.reset();
      }
    }
  }

  /** At the default size the nodes are few enough to be read as a whole, which is cheaper. */
  private static List<String> labels(Connection connection) throws Exception {
    String plan =
        Plans.explain(connection, query("GraphTraverse", "SQL", "edges_pkey").sql(), 4711L, 3);
    return Plans.indexes(plan).stream().sorted().toList();
  }

  @Test
  void lease_ofARow_isServedByItsIndex() throws Exception {
    try (Database database = Database.forWriting(1_000, 0, Database.prepared())) {
      Plans.requireIndex(
          database,
          "leases_pkey",
          "select grants from tollgate.leases where resource_id = ? for update",
          17L);
      assertThatThrownBy(
              () ->
                  Plans.requireIndex(
                      database, "leases_pkey", "select sum(grants) from tollgate.leases"))
          .hasMessageContaining("check 'plan.index'")
          .hasMessageContaining("Seq Scan");
    }
  }

  @Test
  void explainGeneric_ofAStatement_doesNotKnowTheValues() throws Exception {
    try (Database database = Database.forReading(1_000, 0, Database.prepared());
        Connection connection = database.connect()) {
      String sql = "select label from tollgate.nodes where id = ? and owner_id = ?";
      assertThat(Plans.explain(connection, sql, 4711L, 711L)).contains("4711").doesNotContain("$1");
      // As often as asked: what was prepared has gone, and so has the setting.
      assertThat(Plans.explainGeneric(connection, sql)).contains("id = $1").contains("$2");
      assertThat(Plans.explainGeneric(connection, sql)).contains("id = $1");
      assertThat(Plans.explain(connection, sql, 4711L, 711L)).contains("4711");
    }
  }

  @Test
  void pgbenchScript_always_isServedByItsIndexes() throws Exception {
    try (Database database = Database.forReading(1_000, 0, Database.prepared())) {
      PgbenchTables.create(database, 1);
      Plans.requireIndex(
          database,
          "pgbench_accounts_pkey",
          "update tollgate.pgbench_accounts set abalance = abalance + ? where aid = ?",
          1,
          4711);
      Plans.requireIndex(
          database,
          "pgbench_queue_pkey",
          "select id from tollgate.pgbench_queue order by id limit 1 for update skip locked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IndexRange nodes_created",
        "JoinAggregate nodes_owner",
        "JsonSearch nodes_attributes",
        "TextSearch nodes_search",
        "TaskQueue tasks_ready"
      })
  void benchmark_whoseIndexWasDropped_failsAndNamesTheCheck(String benchmarkAndIndex)
      throws Exception {
    String[] words = benchmarkAndIndex.split(" ");
    Class<?> benchmark = Class.forName(QUERY + words[0]);
    try (Connection connection = Backends.postgres().connect()) {
      Schema.create(connection);
      execute(connection, "drop index tollgate." + words[1]);
      try {
        assertThatThrownBy(() -> Trials.run(Trials.of(benchmark, 1, 50)))
            .isInstanceOf(RunnerException.class)
            .hasStackTraceContaining("check 'plan.index' failed: " + words[1]);
      } finally {
        // The next user makes it anew, index included.
        Schema.drop(connection);
      }
    }
  }

  @Test
  void indexRange_ofLittleData_isNotRefused() throws Exception {
    for (String agents : List.of("100", "200")) {
      Trials.run(Trials.of(IndexRange.class, 1, 50, "agents=" + agents));
      Trials.run(Trials.of(TextSearch.class, 1, 50, "agents=" + agents));
    }
  }

  @Test
  void indexRange_ofAThousandRows_isStillServed() throws Exception {
    Trials.run(Trials.of(IndexRange.class, 1, 50, "rows=1000"));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
