package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Frame;

/**
 * Turns recorded stacks into frames once each. Events of a chunk share their stack objects, and
 * resolving frames is nearly all that reading a recording costs.
 */
final class Stacks {

  private final Map<RecordedStackTrace, List<Frame>> known = new IdentityHashMap<>();
  private final Map<List<Frame>, List<Frame>> distinct = new HashMap<>();
  private final Map<Frame, Frame> frames = new HashMap<>();

  /** The frames, innermost first; the same list for equal stacks. Empty without a stack. */
  List<Frame> frames(@Nullable RecordedStackTrace stack) {
    if (stack == null) {
      return List.of();
    }
    List<Frame> found = known.get(stack);
    if (found == null) {
      found = resolve(stack);
      known.put(stack, found);
    }
    return found;
  }

  /** Forgets the objects of a chunk that has been read, which hold all its constants. */
  void endOfChunk() {
    known.clear();
  }

  private List<Frame> resolve(RecordedStackTrace stack) {
    List<RecordedFrame> recorded = stack.getFrames();
    List<Frame> list = new ArrayList<>(recorded.size());
    for (RecordedFrame each : recorded) {
      RecordedMethod method = each.getMethod();
      if (method == null) {
        continue;
      }
      String type = method.getType() == null ? "" : method.getType().getName();
      list.add(frames.computeIfAbsent(new Frame(type, method.getName()), frame -> frame));
    }
    return intern(list);
  }

  /** The one list that stands for all equal ones. */
  List<Frame> intern(List<Frame> frames) {
    List<Frame> resolved = List.copyOf(frames);
    List<Frame> known = distinct.putIfAbsent(resolved, resolved);
    return known == null ? resolved : known;
  }
}
