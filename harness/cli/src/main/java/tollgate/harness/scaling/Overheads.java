package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

/**
 * Pairs each sweep of a room {@code coordination} with the benchmark {@code Independent} beside it,
 * whose agents make the same step and never meet.
 */
final class Overheads {

  private static final String ROOM = "coordination";
  private static final String CONTROL = "Independent";

  /**
   * Whose runtime is no surrounding of its coordination: an interpreter's lock is what it measures.
   */
  private static final String LOCK = "Interpreter";

  private static final String PLAIN = "PLATFORM";

  /** Parameters that say what a step is. */
  private static final List<String> STEP = List.of("thinkMicros", "computeMicros");

  private Overheads() {}

  /**
   * The overhead of {@code sweep}.
   *
   * @param all every benchmark that was found, its control among them or not
   * @return empty when the sweep is none of coordination
   */
  static Optional<Answer<Overhead>> of(Sweep sweep, List<Sweeps.Found> all) {
    SweepId id = sweep.id();
    if (!isCoordinated(id)) {
      return Optional.empty();
    }
    List<Sweeps.Found> controls = all.stream().filter(found -> isControl(found.id(), id)).toList();
    if (controls.isEmpty()) {
      return Optional.of(
          Answer.cannotSay(
              "no sweep of "
                  + CONTROL
                  + " with the same step"
                  + Stream.concat(
                          STEP.stream()
                              .filter(name -> id.params().containsKey(name))
                              .map(name -> name + "=" + id.params().get(name)),
                          Stream.of("runtime=" + wanted(id)).filter(r -> !r.endsWith(PLAIN)))
                      .collect(Collectors.joining(", ", " (", ")"))
                  + "; measure it in the same run"));
    }
    Answer<Sweep> control = controls.get(0).sweep();
    return Optional.of(
        control
            .known()
            .map(known -> between(sweep, known))
            .orElseGet(() -> Answer.cannotSay(CONTROL + ": " + control.reason())));
  }

  private static Answer<Overhead> between(Sweep sweep, Sweep control) {
    Optional<String> unlike = sweep.conditions().unlike(control.conditions());
    if (unlike.isPresent()) {
      return Answer.cannotSay(CONTROL + " was measured with other " + unlike.get());
    }
    List<Overhead.At> points = new ArrayList<>();
    for (Sweep.Point point : sweep.points()) {
      control.points().stream()
          .filter(other -> other.threads() == point.threads())
          .forEach(
              other -> points.add(at(point.threads(), point.throughput(), other.throughput())));
    }
    return points.isEmpty()
        ? Answer.cannotSay(CONTROL + " was measured at none of these thread counts")
        : Answer.of(new Overhead(control.id(), points, caveats(sweep.id())));
  }

  private static Overhead.At at(int threads, LogMean coordinated, LogMean independent) {
    return new Overhead.At(
        threads,
        1 - Math.exp(coordinated.mean() - independent.mean()),
        coordinated
            .ratioInterval(independent, ScalingAnalysis.CONFIDENCE)
            .map(ratio -> new Interval(1 - ratio.high(), 1 - ratio.low())));
  }

  /** Where an operation is more or less than a step and its coordination. */
  private static List<String> caveats(SweepId id) {
    List<String> caveats = new ArrayList<>();
    String lease = id.params().getOrDefault("leaseMicros", "0");
    if (!lease.equals("0")) {
      caveats.add(
          "an operation also computes for "
              + lease
              + " µs under its lease, which is work and no"
              + " coordination");
    }
    if (id.params().containsKey("topology")) {
      caveats.add(
          "one agent in N makes the step of a round and the others wait for it, while each"
              + " independent agent makes its own");
    }
    return caveats;
  }

  private static boolean isCoordinated(SweepId id) {
    return room(id).endsWith("." + ROOM + ".") && !type(id).equals(CONTROL);
  }

  private static boolean isControl(SweepId candidate, SweepId of) {
    return type(candidate).equals(CONTROL)
        && room(candidate).equals(room(of))
        && candidate.mode() == of.mode()
        && runtime(candidate).equals(wanted(of))
        && STEP.stream()
            .allMatch(n -> Objects.equals(candidate.params().get(n), of.params().get(n)));
  }

  private static String wanted(SweepId of) {
    return type(of).equals(LOCK) ? PLAIN : runtime(of);
  }

  /** Results from before Independent had a runtime name none. */
  private static String runtime(SweepId id) {
    return id.params().getOrDefault("runtime", PLAIN);
  }

  /** The package with its last dot; never empty but for a dot in front. */
  private static String room(SweepId id) {
    String name = "." + id.benchmark();
    int method = name.lastIndexOf('.');
    return name.substring(0, Math.max(0, name.lastIndexOf('.', method - 1)) + 1);
  }

  private static String type(SweepId id) {
    String name = "." + id.benchmark();
    return name.substring(room(id).length(), Math.max(room(id).length(), name.lastIndexOf('.')));
  }
}
