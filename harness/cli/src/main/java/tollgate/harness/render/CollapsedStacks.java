package tollgate.harness.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.FlameKind;
import tollgate.harness.profile.FoldedStacks;

/**
 * Stacks one a line, {@code outermost;…;innermost count}: what {@code flamegraph.pl}, speedscope,
 * inferno and other viewers read. With a baseline a line has two counts, baseline first, as {@code
 * difffolded.pl} writes them.
 */
public final class CollapsedStacks {

  private static final long NANOS_PER_MICRO = 1000;
  private static final int LONGEST_NAME = 1000;

  private CollapsedStacks() {}

  /** Writes all stacks: samples, bytes or microseconds, each at least 1. */
  public static void write(
      FlameKind kind, List<Recording> recordings, List<Recording> baseline, Appendable out)
      throws IOException {
    SortedMap<List<String>, Long> counts = FoldedStacks.of(kind, recordings);
    if (baseline.isEmpty()) {
      for (Map.Entry<List<String>, Long> entry : counts.entrySet()) {
        out.append(line(entry.getKey())).append(' ').append(count(kind, entry.getValue()));
        out.append('\n');
      }
      return;
    }
    SortedMap<List<String>, Long> before = FoldedStacks.of(kind, baseline);
    TreeSet<List<String>> stacks = new TreeSet<>(counts.comparator());
    stacks.addAll(before.keySet());
    stacks.addAll(counts.keySet());
    for (List<String> stack : stacks) {
      out.append(line(stack)).append(' ').append(count(kind, before.getOrDefault(stack, 0L)));
      out.append(' ').append(count(kind, counts.getOrDefault(stack, 0L))).append('\n');
    }
  }

  private static String count(FlameKind kind, long amount) {
    boolean nanos = kind == FlameKind.LOCK || kind == FlameKind.WAIT;
    long count = nanos && amount > 0 ? Math.max(1, amount / NANOS_PER_MICRO) : amount;
    return String.format(Locale.ROOT, "%d", count);
  }

  private static String line(List<String> stack) {
    return String.join(
        ";",
        stack.stream()
            .map(name -> SafeText.visible(name.replace(';', ','), LONGEST_NAME))
            .toList());
  }
}
