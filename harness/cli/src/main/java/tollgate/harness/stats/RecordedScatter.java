package tollgate.harness.stats;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What sessions of unchanged code that somebody recorded tell of two single sessions: how far the
 * same code may differ from one to the next. Two single sessions cannot know it of themselves.
 *
 * @param levels how far each recorded session moved all benchmarks together
 * @param others scatter of recorded benchmarks that are none of the suite's
 * @param families in which at least one benchmark was recorded twice
 * @param fork variance of a fork that is usual in the suite, for benchmarks whose own forks are few
 */
record RecordedScatter(
    SessionLevels levels, List<Contrast> others, Set<Integer> families, double fork) {

  /** Twice the median of 586 real benchmarks, where no benchmark has two forks. */
  private static final double UNKNOWN_FORK = 0.048 * 0.048;

  static RecordedScatter of(List<SuiteModel.Subject> subjects, List<double[][]> others) {
    List<double[][]> shared =
        Stream.concat(
                subjects.stream()
                    .filter(subject -> subject.family() == 0 && subject.recorded().length > 0)
                    .map(SuiteModel.Subject::recorded),
                others.stream())
            .toList();
    long compared = subjects.stream().filter(subject -> subject.family() == 0).count();
    // What two single sessions of fewer benchmarks have of a common level stays in their
    // difference.
    SessionLevels levels =
        SessionLevels.of(
            shared,
            compared < SuiteModel.FEWEST_FOR_SHIFT
                ? Integer.MAX_VALUE
                : SuiteModel.FEWEST_FOR_SHIFT);
    List<Contrast> scatter =
        others.stream()
            .filter(sessions -> SuiteModel.present(sessions) > 1)
            .map(sessions -> Contrast.scatter(levels.removedFrom(sessions)))
            .toList();
    Set<Integer> families =
        subjects.stream()
            .filter(SuiteModel.Subject::told)
            .map(SuiteModel.Subject::family)
            .collect(Collectors.toSet());
    if (!scatter.isEmpty()) {
      families.add(0);
    }
    double[] forks =
        subjects.stream()
            .flatMapToDouble(subject -> Contrast.forkVariance(subject).stream())
            .sorted()
            .toArray();
    return new RecordedScatter(
        levels,
        scatter,
        Set.copyOf(families),
        forks.length == 0 ? UNKNOWN_FORK : forks[forks.length / 2]);
  }

  /** Whether this benchmark is judged by what was recorded. */
  boolean tellOf(SuiteModel.Subject subject) {
    return subject.single() && families.contains(subject.family());
  }

  /** Its two sessions, and how far its recorded ones differ. */
  Contrast contrast(SuiteModel.Subject subject) {
    return Contrast.besides(
        subject.baseline(),
        subject.candidate(),
        subject.family() == 0 && subject.recorded().length > 0
            ? levels.removedFrom(subject.recorded())
            : subject.recorded(),
        fork);
  }

  /** The recorded levels, or the baseline's own where nothing was recorded. */
  SessionLevels levelsOr(SessionLevels baseline) {
    return levels.sessions() > 0 ? levels : baseline;
  }
}
