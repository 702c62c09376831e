package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

/**
 * Where two recordings differ.
 *
 * @param perOperation whether amounts are per measured operation; else they are per second recorded
 * @param cpu samples per million operations (or per second), by method and what it calls
 * @param waits milliseconds per million operations (or per second), by method and what it calls
 * @param warnings what limits this, one line each
 */
public record ProfileDifference(
    boolean perOperation, List<Change> cpu, List<Change> waits, List<String> warnings) {

  private static final double MILLION = 1e6;
  private static final double NANOS_PER_MILLI = 1e6;

  public ProfileDifference {
    cpu = List.copyOf(cpu);
    waits = List.copyOf(waits);
    warnings = List.copyOf(warnings);
  }

  /**
   * A method, with all it calls, on both sides.
   *
   * @param z difference in standard errors of a count, when amounts are samples; NaN for waits. A
   *     single recording a side does not know how much forks differ, so read it as a lower hurdle
   */
  public record Change(Frame frame, double baseline, double candidate, double z) {

    /** candidate − baseline. */
    public double delta() {
      return candidate - baseline;
    }
  }

  /**
   * Compares two recordings, normalised by operations when both know them.
   *
   * @param limit how many methods of each sort to keep, those that changed most
   */
  public static ProfileDifference of(Recording baseline, Recording candidate, int limit) {
    boolean perOperation = baseline.operations() > 0 && candidate.operations() > 0;
    double before = perOperation ? baseline.operations() / MILLION : baseline.seconds();
    double after = perOperation ? candidate.operations() / MILLION : candidate.seconds();
    List<String> warnings = new ArrayList<>(baseline.warnings());
    warnings.addAll(candidate.warnings());
    if (!baseline.benchmark().equals(candidate.benchmark())) {
      warnings.add("the two recordings are not of the same benchmark, parameters and threads");
    }
    warnings.add("one recording a side: how much forks differ is not known");
    return new ProfileDifference(
        perOperation,
        changes(baseline, candidate, kind -> kind == Activity.Kind.CPU, before, after, 1, limit),
        changes(baseline, candidate, Activity.Kind::isWait, before, after, NANOS_PER_MILLI, limit),
        warnings);
  }

  private static List<Change> changes(
      Recording baseline,
      Recording candidate,
      Predicate<Activity.Kind> kinds,
      double before,
      double after,
      double unit,
      int limit) {
    Map<Frame, Long> base = Totals.inclusive(Totals.relevant(baseline, kinds));
    Map<Frame, Long> cand = Totals.inclusive(Totals.relevant(candidate, kinds));
    Set<Frame> frames = new HashSet<>(base.keySet());
    frames.addAll(cand.keySet());
    return frames.stream()
        .map(
            frame ->
                change(
                    frame,
                    base.getOrDefault(frame, 0L) / unit,
                    cand.getOrDefault(frame, 0L) / unit,
                    before,
                    after,
                    unit == 1))
        .sorted(
            Comparator.comparing((Change change) -> -Math.abs(change.delta()))
                .thenComparing(change -> change.frame().toString()))
        .limit(limit)
        .toList();
  }

  /** The standard error of a rate c/s of independent counts is √c / s. */
  private static Change change(
      Frame frame, double base, double cand, double before, double after, boolean counts) {
    double error = Math.sqrt(base / (before * before) + cand / (after * after));
    double delta = cand / after - base / before;
    return new Change(
        frame, base / before, cand / after, counts && error > 0 ? delta / error : Double.NaN);
  }
}
