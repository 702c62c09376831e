package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;
import tollgate.harness.stats.FalseDiscovery;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * Where the recordings of two sides differ.
 *
 * @param perOperation whether amounts are per measured operation; else they are per second recorded
 * @param explanation what grew and which method is responsible
 * @param cpu samples per million operations (or per second), by method and what it calls
 * @param waits milliseconds per million operations (or per second), by method and what it calls
 * @param warnings what limits this, one line each
 */
public record ProfileDifference(
    boolean perOperation,
    Explanation explanation,
    List<Change> cpu,
    List<Change> waits,
    List<String> warnings) {

  private static final double MILLION = 1e6;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Accepted share of false claims among the changes that are called clear. */
  private static final double FALSE_DISCOVERY_RATE = 0.05;

  /** Methods below this part of the whole on both sides are not worth a claim. */
  private static final double SMALLEST_PART = 0.01;

  public ProfileDifference {
    cpu = List.copyOf(cpu);
    waits = List.copyOf(waits);
    warnings = List.copyOf(warnings);
  }

  /**
   * A method, with all it calls, on both sides.
   *
   * @param z difference in standard errors of a count, when amounts are samples; NaN for waits. It
   *     does not know how much forks differ, so read it as a lower hurdle
   * @param q probability of as large a difference between forks of the same code, adjusted for the
   *     number of methods; NaN with one fork on each side
   */
  public record Change(Frame frame, double baseline, double candidate, double z, double q) {

    /** candidate − baseline. */
    public double delta() {
      return candidate - baseline;
    }

    /** Whether the difference exceeds what forks of one side differ by. */
    public boolean isClear() {
      return q <= FALSE_DISCOVERY_RATE;
    }
  }

  /**
   * Compares the recordings of two sides, normalised by operations when all know them.
   *
   * @param baseline one per fork, at least one
   * @param candidate one per fork, at least one
   * @param limit how many methods of each sort to keep: clear changes first, then the largest
   */
  public static ProfileDifference of(
      List<Recording> baseline, List<Recording> candidate, int limit) {
    boolean perOperation =
        Stream.concat(baseline.stream(), candidate.stream()).allMatch(r -> r.operations() > 0);
    List<String> warnings = new ArrayList<>();
    Stream.concat(baseline.stream(), candidate.stream())
        .forEach(recording -> warnings.addAll(recording.warnings()));
    if (Stream.concat(baseline.stream(), candidate.stream())
            .map(Recording::benchmark)
            .distinct()
            .count()
        > 1) {
      warnings.add("the recordings are not all of the same benchmark, parameters and threads");
    }
    if (baseline.size() + candidate.size() < 3) {
      warnings.add("one recording a side: how much forks differ is not known");
    }
    return new ProfileDifference(
        perOperation,
        Explanation.of(baseline, candidate),
        changes(
            Rates.of(baseline, kind -> kind == Activity.Kind.CPU, 1, perOperation),
            Rates.of(candidate, kind -> kind == Activity.Kind.CPU, 1, perOperation),
            true,
            limit),
        changes(
            Rates.of(baseline, Activity.Kind::isWait, NANOS_PER_MILLI, perOperation),
            Rates.of(candidate, Activity.Kind::isWait, NANOS_PER_MILLI, perOperation),
            false,
            limit),
        warnings.stream().distinct().toList());
  }

  /** One side: each method's amount per fork, and the forks' sizes. */
  private record Rates(List<Map<Frame, Double>> forks, double[] sizes) {

    static Rates of(
        List<Recording> recordings,
        Predicate<Activity.Kind> kinds,
        double unit,
        boolean perOperation) {
      List<Map<Frame, Double>> forks = new ArrayList<>();
      for (Recording recording : recordings) {
        Map<Frame, Double> amounts = new HashMap<>();
        Totals.inclusive(Totals.relevant(recording, kinds))
            .forEach((frame, amount) -> amounts.put(frame, amount / unit));
        forks.add(amounts);
      }
      return new Rates(
          forks,
          recordings.stream()
              .mapToDouble(each -> perOperation ? each.operations() / MILLION : each.seconds())
              .toArray());
    }

    double amount(Frame frame) {
      return forks.stream().mapToDouble(fork -> fork.getOrDefault(frame, 0.0)).sum();
    }

    double size() {
      return Arrays.stream(sizes).sum();
    }

    double rate(Frame frame) {
      return amount(frame) / size();
    }

    Moments moments(Frame frame) {
      double[] rates = new double[sizes.length];
      for (int i = 0; i < rates.length; i++) {
        rates[i] = forks.get(i).getOrDefault(frame, 0.0) / sizes[i];
      }
      return Moments.of(rates);
    }
  }

  private static List<Change> changes(Rates before, Rates after, boolean counts, int limit) {
    Set<Frame> all = new HashSet<>();
    before.forks().forEach(fork -> all.addAll(fork.keySet()));
    after.forks().forEach(fork -> all.addAll(fork.keySet()));
    List<Frame> frames = all.stream().sorted(Comparator.comparing(Frame::toString)).toList();
    double whole =
        frames.stream()
            .mapToDouble(frame -> Math.max(before.rate(frame), after.rate(frame)))
            .max()
            .orElse(0);
    double[] p =
        frames.stream()
            .mapToDouble(
                frame ->
                    Math.max(before.rate(frame), after.rate(frame)) < SMALLEST_PART * whole
                        ? Double.NaN
                        : p(
                            before.moments(frame),
                            after.moments(frame),
                            noise(before, after, frame, counts)))
            .toArray();
    double[] q = FalseDiscovery.adjust(p);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      double delta = after.rate(frame) - before.rate(frame);
      double error = noise(before, after, frame, true);
      changes.add(
          new Change(
              frame,
              before.rate(frame),
              after.rate(frame),
              counts && error > 0 ? delta / error : Double.NaN,
              q[i]));
    }
    return changes.stream()
        .sorted(
            Comparator.comparing((Change change) -> !change.isClear())
                .thenComparing(change -> -Math.abs(change.delta()))
                .thenComparing(change -> change.frame().toString()))
        .limit(limit)
        .toList();
  }

  /** The standard error of a rate c/s of independent counts is √c / s; 0 for what is no count. */
  private static double noise(Rates before, Rates after, Frame frame, boolean counts) {
    return counts
        ? Math.sqrt(
            before.amount(frame) / (before.size() * before.size())
                + after.amount(frame) / (after.size() * after.size()))
        : 0;
  }

  /**
   * Student's test with forks as replicates; the error is never taken to be smaller than that of
   * counting, which few forks can miss by luck.
   */
  private static double p(Moments before, Moments after, double noise) {
    if (before.df() + after.df() == 0) {
      return Double.NaN;
    }
    StudentEstimate estimate = StudentEstimate.pooled(before, after);
    return new StudentEstimate(
            estimate.difference(), Math.max(estimate.standardError(), noise), estimate.df())
        .p();
  }
}
