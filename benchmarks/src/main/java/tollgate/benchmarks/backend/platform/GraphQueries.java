package tollgate.benchmarks.backend.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads of the knowledge graph. */
final class GraphQueries {
  private static final int MOST_HITS = 200;
  private static final int DEEPEST = 6;

  private final Database database;

  GraphQueries(Database database) {
    this.database = database;
  }

  /**
   * The graph's size.
   *
   * @param nodes their number
   * @param edges their number
   * @param kinds nodes of each kind
   */
  record Stats(long nodes, long edges, Map<String, Long> kinds) {}

  /**
   * A node.
   *
   * @param id its identifier
   * @param label its name
   */
  record Node(long id, String label) {}

  /**
   * The nodes that were found.
   *
   * @param nodes in the order of their identifiers
   */
  record Nodes(List<Node> nodes) {}

  Stats stats() throws SQLException {
    Map<String, Long> kinds = new TreeMap<>();
    try (Connection connection = database.connection()) {
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "select kind, count(*) from tollgate.nodes group by kind");
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          kinds.put(rows.getString(1), rows.getLong(2));
        }
      }
      try (PreparedStatement statement =
              connection.prepareStatement("select count(*) from tollgate.edges");
          ResultSet rows = statement.executeQuery()) {
        rows.next();
        long nodes = kinds.values().stream().mapToLong(Long::longValue).sum();
        return new Stats(nodes, rows.getLong(1), kinds);
      }
    }
  }

  Nodes search(String words) throws SQLException {
    if (words.isBlank() || words.length() > 200) {
      throw Refusal.badRequest("q must hold 1 to 200 characters");
    }
    return nodes(
        """
        select id, label from tollgate.nodes
        where search @@ plainto_tsquery('english', ?) order by id limit ?""",
        words,
        MOST_HITS);
  }

  Nodes traverse(long start, int depth) throws SQLException {
    if (depth < 0 || depth > DEEPEST) {
      throw Refusal.badRequest("depth must be 0 to " + DEEPEST);
    }
    return nodes(
        """
        with recursive reach (id, depth) as (
          select ?::bigint, 0
          union
          select e.target_id, r.depth + 1
          from reach r join tollgate.edges e on e.source_id = r.id
          where r.depth < ?)
        select n.id, n.label
        from (select distinct id from reach) r join tollgate.nodes n on n.id = r.id
        order by n.id""",
        start,
        depth);
  }

  private Nodes nodes(String sql, Object first, int second) throws SQLException {
    List<Node> nodes = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, first);
      statement.setInt(2, second);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          nodes.add(new Node(rows.getLong(1), rows.getString(2)));
        }
      }
    }
    return new Nodes(nodes);
  }
}
