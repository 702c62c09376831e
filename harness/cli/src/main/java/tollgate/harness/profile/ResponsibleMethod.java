package tollgate.harness.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tollgate.harness.model.Frame;
import tollgate.probe.ledger.KnownTypes;

/** Finds the method below which a growth lies. */
final class ResponsibleMethod {

  /** A method below which less of the growth lies than this does not explain it. */
  private static final double MOST_OF_IT = 0.6;

  /** Methods whose own share of growth is this near to the purest one's count as equally pure. */
  private static final double AS_PURE = 0.95;

  private static final List<String> PLATFORM =
      List.of(
          "java.", "javax.", "jdk.", "sun.", "com.sun.", "org.openjdk.jmh.", "kotlin.", "scala.");

  private ResponsibleMethod() {}

  /** A method with all it calls, on both sides. */
  private static final class Sums {
    private final Frame frame;
    private double baseline;
    private double candidate;
    private double depths;

    Sums(Frame frame) {
      this.frame = frame;
    }

    void add(double before, double after, int depth) {
      baseline += before;
      candidate += after;
      depths += after * depth;
    }

    double growth() {
      return candidate - baseline;
    }

    /** 1 for a method that the baseline never ran. */
    double purity() {
      return growth() / candidate;
    }

    double depth() {
      return depths / candidate;
    }
  }

  /**
   * The deepest method of the user's own below which most of the growth lies. Of a helper that both
   * sides call and the caller that calls it more often, the caller is named: less of what it does
   * was there before. Without any method of the user's own the deepest one at all is named.
   *
   * @return empty when no method holds most of the growth
   */
  static Optional<Frame> of(Spent baseline, Spent candidate) {
    Map<Frame, Sums> sums = sums(baseline, candidate);
    double growth = growth(baseline, candidate);
    return deepest(sums, growth, ResponsibleMethod::isOwn)
        .or(() -> deepest(sums, growth, frame -> !frame.equals(Folding.JMH_LOOP)));
  }

  /** The deepest method at all below which most of the growth lies: where it happens. */
  static Optional<Frame> innermost(Spent baseline, Spent candidate) {
    return deepest(sums(baseline, candidate), growth(baseline, candidate), frame -> true);
  }

  /** What most of the growth was waited for, or consists of; empty when it is not one thing. */
  static String on(Spent baseline, Spent candidate) {
    Map<String, Double> grown = new HashMap<>();
    baseline.stacks().forEach(stack -> grown.merge(stack.on(), -stack.rate(), Double::sum));
    candidate.stacks().forEach(stack -> grown.merge(stack.on(), stack.rate(), Double::sum));
    double least = MOST_OF_IT * growth(baseline, candidate);
    return grown.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  private static double growth(Spent baseline, Spent candidate) {
    return candidate.stacks().stream().mapToDouble(Spent.Stack::rate).sum()
        - baseline.stacks().stream().mapToDouble(Spent.Stack::rate).sum();
  }

  private static Map<Frame, Sums> sums(Spent baseline, Spent candidate) {
    Map<Frame, Sums> sums = new HashMap<>();
    baseline.stacks().forEach(stack -> add(sums, stack, stack.rate(), 0));
    candidate.stacks().forEach(stack -> add(sums, stack, 0, stack.rate()));
    return sums;
  }

  /** A method counts once per stack, at its outermost place: recursion is not depth. */
  private static void add(Map<Frame, Sums> sums, Spent.Stack stack, double before, double after) {
    List<Frame> frames = stack.frames();
    HashSet<Frame> seen = new HashSet<>();
    for (int i = frames.size() - 1; i >= 0; i--) {
      Frame frame = frames.get(i);
      if (seen.add(frame)) {
        sums.computeIfAbsent(frame, Sums::new).add(before, after, frames.size() - 1 - i);
      }
    }
  }

  private static Optional<Frame> deepest(
      Map<Frame, Sums> sums, double growth, Predicate<Frame> wanted) {
    List<Sums> holding =
        sums.values().stream()
            .filter(each -> wanted.test(each.frame))
            .filter(each -> each.growth() > 0 && each.growth() >= MOST_OF_IT * growth)
            .toList();
    double purest = holding.stream().mapToDouble(Sums::purity).max().orElse(0);
    return holding.stream()
        .filter(each -> each.purity() >= AS_PURE * purest)
        .max(
            Comparator.comparingDouble(Sums::depth)
                .thenComparing(each -> each.frame.toString(), Comparator.reverseOrder()))
        .map(each -> each.frame);
  }

  /** Whether somebody who reads the difference may have written it. */
  private static boolean isOwn(Frame frame) {
    return !frame.type().isEmpty()
        && PLATFORM.stream().noneMatch(frame.type()::startsWith)
        && KnownTypes.library(frame.type()).isEmpty();
  }
}
