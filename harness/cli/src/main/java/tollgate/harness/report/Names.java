package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every frame name once: a page holds thousands of frames and few names. */
final class Names {

  private final Map<String, Integer> places = new LinkedHashMap<>();

  /** The place of a name in {@link #writeTo}'s array. */
  int place(String name) {
    int next = places.size();
    return places.computeIfAbsent(name, fresh -> next);
  }

  void writeTo(ArrayNode target) {
    places.keySet().forEach(target::add);
  }
}
