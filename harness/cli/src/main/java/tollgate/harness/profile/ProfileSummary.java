package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.harness.model.Activity;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

/**
 * What stands out in one recording.
 *
 * @param source the file, for people
 * @param benchmark what was measured meanwhile
 * @param operations how many operations were measured meanwhile; 0 when unknown
 * @param seconds how long it recorded
 * @param samples how many CPU samples the shares are of
 * @param hottest stacks that were seen running, hottest first
 * @param methods methods that were seen running themselves, hottest first
 * @param waits places where threads waited, longest first
 * @param allocations places that allocate, most bytes first
 * @param warnings what limits this, one line each
 */
public record ProfileSummary(
    String source,
    Optional<BenchmarkKey> benchmark,
    long operations,
    double seconds,
    long samples,
    List<Hot> hottest,
    List<Hot> methods,
    List<Wait> waits,
    List<Hot> allocations,
    List<String> warnings) {

  private static final int FEW_SAMPLES = 100;

  public ProfileSummary {
    hottest = List.copyOf(hottest);
    methods = List.copyOf(methods);
    waits = List.copyOf(waits);
    allocations = List.copyOf(allocations);
    warnings = List.copyOf(warnings);
  }

  /**
   * A stack, or a method alone, and its share.
   *
   * @param share of all samples or bytes, within [0, 1]
   * @param amount samples or bytes
   * @param frames innermost first, folded
   */
  public record Hot(double share, long amount, List<Frame> frames) {
    public Hot {
      frames = List.copyOf(frames);
    }
  }

  /**
   * A place where threads waited.
   *
   * @param kind how
   * @param on class or remote address waited for; empty when unknown
   * @param nanos over all threads
   * @param count how many waits of at least the recording's threshold
   * @param frames innermost first, folded
   */
  public record Wait(Activity.Kind kind, String on, long nanos, long count, List<Frame> frames) {
    public Wait {
      frames = List.copyOf(frames);
    }
  }

  private record Place(Activity.Kind kind, String on, List<Frame> frames) {}

  /**
   * Sums a recording up.
   *
   * @param limit how many places of each sort to keep
   */
  public static ProfileSummary of(Recording recording, int limit) {
    List<Activity> cpu = Totals.relevant(recording, kind -> kind == Activity.Kind.CPU);
    List<Activity> bytes = Totals.relevant(recording, kind -> kind == Activity.Kind.ALLOCATION);
    List<Activity> waits = Totals.relevant(recording, Activity.Kind::isWait);
    long samples = Totals.amount(cpu);
    return new ProfileSummary(
        recording.source(),
        recording.benchmark(),
        recording.operations(),
        recording.seconds(),
        samples,
        hot(cpu, activity -> Folding.fold(activity.frames()), limit),
        hot(cpu, activity -> innermost(activity.frames()), limit),
        waits(waits, limit),
        hot(bytes, activity -> Folding.fold(activity.frames()), limit),
        warnings(recording, samples));
  }

  private static List<Frame> innermost(List<Frame> frames) {
    return Folding.fold(frames).stream().limit(1).toList();
  }

  private static List<Hot> hot(
      List<Activity> activities, Function<Activity, List<Frame>> key, int limit) {
    double total = Totals.amount(activities);
    return Totals.by(activities, key).entrySet().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .limit(limit)
        .map(entry -> new Hot(entry.getValue() / total, entry.getValue(), entry.getKey()))
        .toList();
  }

  private static List<Wait> waits(List<Activity> activities, int limit) {
    Map<Place, Long> counts =
        activities.stream()
            .collect(
                Collectors.groupingBy(
                    ProfileSummary::place, Collectors.summingLong(Activity::count)));
    return Totals.by(activities, ProfileSummary::place).entrySet().stream()
        .limit(limit)
        .map(
            entry ->
                new Wait(
                    entry.getKey().kind(),
                    entry.getKey().on(),
                    entry.getValue(),
                    counts.getOrDefault(entry.getKey(), 0L),
                    entry.getKey().frames()))
        .toList();
  }

  private static Place place(Activity activity) {
    return new Place(activity.kind(), activity.on(), Folding.fold(activity.frames()));
  }

  private static List<String> warnings(Recording recording, long samples) {
    List<String> warnings = new ArrayList<>(recording.warnings());
    if (samples < FEW_SAMPLES) {
      warnings.add(
          recording.source()
              + ": only "
              + samples
              + " CPU samples: shares are rough (waiting threads are not sampled)");
    }
    return warnings;
  }
}
