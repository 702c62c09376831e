package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tollgate.harness.profile.FlameGraph;

/**
 * A flame graph as flat numbers, four a node (three without a baseline), parents first: depth,
 * place of the name, candidate's amount, baseline's amount.
 */
final class FlameJson {

  /** Frames narrower than this part of the whole cannot be seen. */
  private static final double INVISIBLE = 0.001;

  private static final int MOST_NODES = 1500;

  private FlameJson() {}

  /** Writes the graph without what is too narrow to be seen. */
  static void write(FlameGraph graph, Names names, ObjectNode target) {
    target.put("label", graph.kind().label());
    target.put("unit", graph.kind().unit());
    graph.per().ifPresent(per -> target.put("per", per));
    target.put("differential", graph.differential());
    double share = INVISIBLE;
    FlameGraph shown = graph.pruned(share);
    while (count(shown.root()) > MOST_NODES) {
      share *= 2;
      shown = graph.pruned(share);
    }
    Numbers.put(target, "narrowest", share);
    ArrayNode nodes = target.putArray("nodes");
    write(shown.root(), 0, graph.differential(), names, nodes);
  }

  private static int count(FlameGraph.Node node) {
    int count = 1;
    for (FlameGraph.Node child : node.children()) {
      count += count(child);
    }
    return count;
  }

  private static void write(
      FlameGraph.Node node, int depth, boolean differential, Names names, ArrayNode target) {
    target.add(depth);
    target.add(names.place(node.name()));
    Numbers.add(target, node.candidate());
    if (differential) {
      Numbers.add(target, node.baseline());
    }
    for (FlameGraph.Node child : node.children()) {
      write(child, depth + 1, differential, names, target);
    }
  }
}
