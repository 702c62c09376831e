package tollgate.harness.model;

import java.util.List;
import java.util.Optional;

/**
 * A flight recording, boiled down to what happened where.
 *
 * @param source the file, for people
 * @param benchmark what was measured meanwhile; empty for recordings of other makers
 * @param operations how many operations were measured meanwhile; 0 when unknown
 * @param seconds how long it recorded
 * @param activities in no order, no two alike in kind, object, worker and frames
 * @param warnings what is missing, one line each
 */
public record Recording(
    String source,
    Optional<BenchmarkKey> benchmark,
    long operations,
    double seconds,
    List<Activity> activities,
    List<String> warnings) {

  public Recording {
    activities = List.copyOf(activities);
    warnings = List.copyOf(warnings);
  }
}
