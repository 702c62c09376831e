package tollgate.harness.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

/** Sums over a recording's activities, stacks folded. */
final class Totals {

  private Totals() {}

  /** The activities that belong to the benchmark: see {@link #isRelevant}. */
  static List<Activity> relevant(Recording recording, Predicate<Activity.Kind> kinds) {
    boolean jmh = recording.activities().stream().anyMatch(Activity::worker);
    return recording.activities().stream()
        .filter(activity -> kinds.test(activity.kind()))
        .filter(activity -> isRelevant(activity, jmh))
        .toList();
  }

  /**
   * The recorder's own work never counts. Of a JMH recording, what JMH does around the benchmark
   * does not count either, and waits count only inside the benchmark: between iterations JMH's
   * threads wait, and the idle threads of pools and servers wait all the time. A collection stops
   * the benchmark whoever caused it.
   */
  private static boolean isRelevant(Activity activity, boolean jmh) {
    if (Folding.isRecorder(activity.frames())) {
      return false;
    }
    if (!jmh || activity.kind() == Activity.Kind.GC_PAUSE) {
      return true;
    }
    return activity.kind().isWait()
        ? activity.worker() && Folding.isInBenchmark(activity.frames())
        : !Folding.isHarness(activity.frames());
  }

  /** Sum of amounts by what {@code key} says, largest first, equal ones by their text. */
  static <K> Map<K, Long> by(List<Activity> activities, Function<Activity, K> key) {
    Map<K, Long> sums =
        activities.stream()
            .collect(Collectors.groupingBy(key, Collectors.summingLong(Activity::amount)));
    Map<K, Long> ordered = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<K, Long> entry) -> -entry.getValue())
                .thenComparing(entry -> String.valueOf(entry.getKey())))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  /** Amount by frame: below it or in it, each frame once per stack. */
  static Map<Frame, Long> inclusive(List<Activity> activities) {
    Map<Frame, Long> sums = new HashMap<>();
    for (Activity activity : activities) {
      for (Frame frame : new HashSet<>(Folding.fold(activity.frames()))) {
        sums.merge(frame, activity.amount(), Long::sum);
      }
    }
    return sums;
  }

  static long amount(List<Activity> activities) {
    return activities.stream().mapToLong(Activity::amount).sum();
  }
}
