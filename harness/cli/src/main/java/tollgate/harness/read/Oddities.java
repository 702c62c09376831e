package tollgate.harness.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was odd but readable, counted by kind: a file of 5,000 results must not print 5,000 lines.
 */
final class Oddities {

  private final Map<String, Seen> kinds = new LinkedHashMap<>();

  /** Counts one more of {@code kind}, for example "measured without a fork". */
  void add(String kind, String example) {
    kinds.merge(
        kind, new Seen(1, example), (before, now) -> new Seen(before.count + 1, before.example));
  }

  /** One line for each kind. */
  List<String> lines() {
    return kinds.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue())).toList();
  }

  private static String line(String kind, Seen seen) {
    return seen.count == 1
        ? seen.example + ": " + kind
        : seen.count + " results, for example " + seen.example + ": " + kind;
  }

  private record Seen(int count, String example) {}
}
