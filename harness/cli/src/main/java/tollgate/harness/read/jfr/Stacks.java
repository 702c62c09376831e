package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.Arrays;
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
  private final Map<Frame, Integer> numbers = new HashMap<>();
  private final List<Frame> numbered = new ArrayList<>();
  private final Map<Numbers, List<Frame>> lists = new HashMap<>();

  /** Numbers of frames; hashing those costs less than hashing the frames. */
  private static final class Numbers {
    private final int[] values;
    private final int hash;

    Numbers(int[] values) {
      this.values = values;
      this.hash = Arrays.hashCode(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The number that stands for all equal frames. */
  int number(Frame frame) {
    Integer known = numbers.get(frame);
    if (known == null) {
      known = numbered.size();
      numbers.put(frame, known);
      numbered.add(frame);
    }
    return known;
  }

  /** The frames with these numbers; the same list for equal ones. */
  List<Frame> frames(int[] framesNumbers) {
    Numbers key = new Numbers(framesNumbers);
    List<Frame> known = lists.get(key);
    if (known == null) {
      Frame[] list = new Frame[framesNumbers.length];
      for (int i = 0; i < list.length; i++) {
        list[i] = numbered.get(framesNumbers[i]);
      }
      known = List.of(list);
      lists.put(key, known);
    }
    return known;
  }

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
    List<Frame> resolved = List.copyOf(list);
    return distinct.computeIfAbsent(resolved, frames -> frames);
  }
}
