package tollgate.benchmarks.domain;

import java.util.HashSet;
import java.util.Set;

/** What a traversal of the seeded knowledge graph must find. */
public final class GraphAnswers {
  private GraphAnswers() {}

  /**
   * The nodes reached from one start.
   *
   * @param start node identifier
   * @param nodes how many distinct nodes, the start among them
   * @param idSum sum of their identifiers
   */
  public record Reach(long start, int nodes, long idSum) {}

  /**
   * Breadth-first search along outgoing edges.
   *
   * @param start node identifier
   * @param depth edges from the start at most
   * @param size of the data set
   * @return the distinct nodes within that depth
   */
  public static Reach reach(long start, int depth, DataSize size) {
    Set<Long> seen = new HashSet<>();
    seen.add(start);
    Set<Long> frontier = Set.of(start);
    for (int level = 0; level < depth; level++) {
      Set<Long> next = new HashSet<>();
      for (long node : frontier) {
        for (long target : Generated.edgeTargets(node, size)) {
          if (seen.add(target)) {
            next.add(target);
          }
        }
      }
      frontier = next;
    }
    return new Reach(start, seen.size(), seen.stream().mapToLong(Long::longValue).sum());
  }
}
