package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

/** The stacks of recordings as a flame graph stacks them: outermost frame first, as text. */
public final class FoldedStacks {

  private static final String NO_STACK = "(no stack recorded)";

  private FoldedStacks() {}

  /**
   * Sums of amounts by folded stack, in the order of the stacks.
   *
   * <p>Waits stand on a frame of their cause in the time ledger, and end in what was waited for:
   * {@code [poolWait]} … {@code [java.util.concurrent.SynchronousQueue]}.
   *
   * @param kind what is counted
   * @param recordings of one benchmark
   * @return samples, bytes or nanoseconds, as the kind's activities measure it
   */
  public static SortedMap<List<String>, Long> of(FlameKind kind, List<Recording> recordings) {
    SortedMap<List<String>, Long> sums = new TreeMap<>(FoldedStacks::compare);
    for (Recording recording : recordings) {
      for (Activity activity : Totals.relevant(recording, kind::shows)) {
        if (isShown(kind, activity)) {
          sums.merge(stack(kind, activity), activity.amount(), Long::sum);
        }
      }
    }
    return Collections.unmodifiableSortedMap(sums);
  }

  /** A park is a lock's only when it is one that the ledger books under a lock or a pool. */
  private static boolean isShown(FlameKind kind, Activity activity) {
    return kind != FlameKind.LOCK
        || WaitCause.of(activity)
            .filter(cause -> cause.kind() == Cause.Kind.COORDINATION)
            .filter(cause -> cause != Cause.CONDITION_PARK)
            .isPresent();
  }

  private static List<String> stack(FlameKind kind, Activity activity) {
    List<String> stack = new ArrayList<>();
    if (kind == FlameKind.WAIT) {
      stack.add(
          "[" + WaitCause.of(activity).map(Cause::label).orElse(activity.kind().label()) + "]");
    }
    List<Frame> frames = Folding.fold(activity.frames());
    for (int i = frames.size() - 1; i >= 0; i--) {
      stack.add(frames.get(i).toString());
    }
    if (frames.isEmpty()) {
      stack.add(NO_STACK);
    }
    if (kind != FlameKind.CPU && !activity.on().isEmpty()) {
      stack.add("[" + activity.on() + "]");
    }
    return stack;
  }

  private static int compare(List<String> one, List<String> other) {
    int shorter = Math.min(one.size(), other.size());
    for (int i = 0; i < shorter; i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
