package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What events wait for that is no class: peers and causes, by numbers below 0. */
final class ChunkTexts {

  private final List<String> texts = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();

  /** The number of {@code host:port}; of nothing when the event names no host. */
  long peer(long[] slots, ChunkBytes bytes, ConstantPools constants) {
    if (slots[EventPlan.ADDRESS] == 0) {
      return number("");
    }
    bytes.moveTo((int) slots[EventPlan.ADDRESS]);
    String host = bytes.string(constants);
    return number(host == null ? "" : host + ":" + slots[EventPlan.PORT]);
  }

  /** The number of a collector and why it ran. */
  long cause(ChunkTypes.Type event, long[] slots, ConstantPools constants) {
    return number(
        constants.text(event, "name", slots[EventPlan.NAME])
            + ", "
            + constants.text(event, "cause", slots[EventPlan.CAUSE]));
  }

  private long number(String text) {
    Long known = numbers.get(text);
    if (known == null) {
      texts.add(text);
      known = (long) -texts.size();
      numbers.put(text, known);
    }
    return known;
  }

  /** The text with a number. */
  String get(long number) {
    return texts.get((int) (-number - 1));
  }
}
