package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.harness.model.Recording;

/**
 * Stacks as a tree: what a flame graph draws.
 *
 * @param kind what the widths stand for
 * @param per what the amounts are divided by; empty when they are sums
 * @param differential whether there are two sides
 * @param root stands for everything; its own amount is the sum of all stacks
 */
public record FlameGraph(FlameKind kind, Optional<String> per, boolean differential, Node root) {

  private static final double MILLION = 1e6;
  private static final String ROOT = "all";

  /**
   * A frame and all it calls.
   *
   * @param name of the frame
   * @param baseline amount below it or in it; 0 without a baseline
   * @param candidate the same on the side that is looked at
   * @param children widest first
   */
  public record Node(String name, double baseline, double candidate, List<Node> children) {
    public Node {
      children = List.copyOf(children);
    }

    /** The wider of both sides. */
    public double width() {
      return Math.max(baseline, candidate);
    }
  }

  /** Grows stack by stack. */
  private static final class Growing {
    private double baseline;
    private double candidate;
    private final Map<String, Growing> children = new TreeMap<>();

    void add(double before, double after) {
      baseline += before;
      candidate += after;
    }

    Node node(String name) {
      List<Node> nodes = new ArrayList<>();
      children.forEach((child, growing) -> nodes.add(growing.node(child)));
      nodes.sort(Comparator.comparingDouble((Node node) -> -node.width()));
      return new Node(name, baseline, candidate, nodes);
    }
  }

  /** The graph of one side: amounts are sums over its recordings. */
  public static FlameGraph of(FlameKind kind, List<Recording> recordings) {
    Growing root = new Growing();
    add(root, kind, recordings, 0, 1);
    return new FlameGraph(kind, Optional.empty(), false, root.node(ROOT));
  }

  /**
   * The graph of what differs between two sides: amounts are per million measured operations when
   * every recording knows them, else per second recorded.
   *
   * @param baseline at least one recording
   * @param candidate at least one recording of the same benchmark
   */
  public static FlameGraph between(
      FlameKind kind, List<Recording> baseline, List<Recording> candidate) {
    boolean operations = knowOperations(baseline) && knowOperations(candidate);
    Growing root = new Growing();
    add(root, kind, baseline, 1 / size(baseline, operations), 0);
    add(root, kind, candidate, 0, 1 / size(candidate, operations));
    return new FlameGraph(
        kind, Optional.of(operations ? "million operations" : "second"), true, root.node(ROOT));
  }

  private static boolean knowOperations(List<Recording> recordings) {
    return recordings.stream().allMatch(recording -> recording.operations() > 0);
  }

  private static double size(List<Recording> recordings, boolean operations) {
    return recordings.stream()
        .mapToDouble(each -> operations ? each.operations() / MILLION : each.seconds())
        .sum();
  }

  private static void add(
      Growing root, FlameKind kind, List<Recording> recordings, double before, double after) {
    FoldedStacks.of(kind, recordings)
        .forEach(
            (stack, amount) -> {
              double size = kind.inUnit(amount);
              Growing at = root;
              at.add(size * before, size * after);
              for (String frame : stack) {
                at = at.children.computeIfAbsent(frame, name -> new Growing());
                at.add(size * before, size * after);
              }
            });
  }

  /** Whether nothing was recorded. */
  public boolean isEmpty() {
    return !(root.width() > 0);
  }

  /** The same without frames narrower than {@code share} of the whole. */
  public FlameGraph pruned(double share) {
    return new FlameGraph(kind, per, differential, pruned(root, share * root.width()));
  }

  private static Node pruned(Node node, double narrowest) {
    return new Node(
        node.name(),
        node.baseline(),
        node.candidate(),
        node.children().stream()
            .filter(child -> child.width() >= narrowest)
            .map(child -> pruned(child, narrowest))
            .toList());
  }
}
