package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Recording;

/** Makes one recording of several forks of one benchmark. */
public final class Merging {

  private Merging() {}

  /**
   * The sum of recordings; a single one is itself.
   *
   * @param recordings at least one
   */
  public static Recording of(List<Recording> recordings) {
    Recording first = recordings.get(0);
    if (recordings.size() == 1) {
      return first;
    }
    List<Activity> activities = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Recording recording : recordings) {
      activities.addAll(recording.activities());
      warnings.addAll(recording.warnings());
    }
    boolean counted = recordings.stream().allMatch(recording -> recording.operations() > 0);
    return new Recording(
        first.source() + " and " + (recordings.size() - 1) + " more",
        recordings.stream().allMatch(r -> Objects.equals(r.benchmark(), first.benchmark()))
            ? first.benchmark()
            : Optional.empty(),
        counted ? recordings.stream().mapToLong(Recording::operations).sum() : 0,
        recordings.stream().mapToDouble(Recording::seconds).sum(),
        merged(activities),
        warnings);
  }

  private record Place(Activity.Kind kind, String on, boolean worker, List<?> frames) {}

  private static List<Activity> merged(List<Activity> activities) {
    return activities.stream()
        .collect(
            Collectors.groupingBy(
                each -> new Place(each.kind(), each.on(), each.worker(), each.frames()),
                Collectors.reducing(Merging::sum)))
        .values()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Activity sum(Activity one, Activity other) {
    return new Activity(
        one.kind(),
        one.on(),
        one.worker(),
        one.frames(),
        one.count() + other.count(),
        one.amount() + other.amount());
  }
}
