package tollgate.harness.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A suite of benchmarks measured twice, analysed as one: sessions ⊃ forks, one common movement, one
 * distribution of noise, one count of false alarms. Values are logarithms of cost.
 */
public final class SuiteModel {

  /** Fewer benchmarks than this cannot tell a common movement from single changes. */
  public static final int FEWEST_FOR_SHIFT = 8;

  /** Sets how much of the nominal level holds at few degrees of freedom; see shapeLevel. */
  private static final double SHAPE_COST = 6;

  private static final double LEAST_ERROR = 0.005;
  private static final double WORTH_A_LOOK = 0.05;

  private SuiteModel() {}

  /**
   * One benchmark.
   *
   * @param baseline sessions × forks, an empty row where a session did not measure it
   * @param candidate sessions × forks
   * @param recorded sessions × forks of unchanged code, which tell how far sessions differ where
   *     each side has one; no row where nobody recorded it
   * @param bound smallest change that counts, as a log ratio
   * @param family benchmarks whose noise is alike; family 0 shows the common movement
   */
  public record Subject(
      double[][] baseline, double[][] candidate, double[][] recorded, double bound, int family) {

    boolean single() {
      return present(baseline) == 1 && present(candidate) == 1;
    }

    boolean told() {
      return present(recorded) > 1;
    }
  }

  /**
   * What is known about one benchmark.
   *
   * @param estimate its change, the common movement removed when there is one
   * @param q adjusted p-value: believed where at most the accepted false-discovery rate
   * @param bySession whether the scatter between sessions is part of the error
   * @param df degrees of freedom of its own noise, 0 when it tells none
   */
  public record Finding(ScaleMixture estimate, double q, boolean bySession, double df) {}

  /**
   * What is known about the suite.
   *
   * @param findings in the order of the subjects
   * @param shift the common movement; empty when there are too few benchmarks
   * @param level p-value that a single benchmark must reach to be believed changed
   * @param excess log standard deviation of differences beyond what forks explain, seen with one
   *     session a side and made part of every interval; 0 for none
   */
  public record Analysis(
      List<Finding> findings, Optional<SuiteShift> shift, double level, double excess) {}

  /**
   * Analyses a suite.
   *
   * @param subjects each with a fork on both sides at least, and finite values only
   * @param others sessions × forks of recorded benchmarks that are none of the subjects, as many
   *     sessions each as the subjects' recorded ones: they too tell how far sessions differ
   * @param rate accepted false-discovery rate
   */
  public static Analysis analyse(List<Subject> subjects, List<double[][]> others, double rate) {
    List<Subject> shared = subjects.stream().filter(subject -> subject.family() == 0).toList();
    SessionLevels before =
        SessionLevels.of(shared.stream().map(Subject::baseline).toList(), FEWEST_FOR_SHIFT);
    SessionLevels after =
        SessionLevels.of(shared.stream().map(Subject::candidate).toList(), FEWEST_FOR_SHIFT);
    RecordedScatter recorded = RecordedScatter.of(subjects, others);
    List<Contrast> contrasts = new ArrayList<>();
    for (Subject subject : subjects) {
      boolean levelled = subject.family() == 0;
      contrasts.add(
          recorded.tellOf(subject)
              ? recorded.contrast(subject)
              : Contrast.of(
                  levelled ? before.removedFrom(subject.baseline()) : subject.baseline(),
                  levelled ? after.removedFrom(subject.candidate()) : subject.candidate()));
    }
    Map<Kin, NoisePrior> priors = priors(subjects, contrasts, recorded.others());
    ScaleMixture[] estimates = new ScaleMixture[subjects.size()];
    Arrays.setAll(
        estimates,
        i -> contrasts.get(i).estimate(prior(priors, subjects.get(i), contrasts.get(i))));
    Optional<SuiteShift> shift = shift(subjects, estimates, recorded.levelsOr(before));
    shift.filter(SuiteShift::removed).ifPresent(found -> remove(found.mean(), subjects, estimates));
    double excess = excess(subjects, contrasts, estimates, shift);
    Chances chances = Chances.of(subjects, contrasts, priors, estimates);
    double share = shapeLevel(contrasts);
    double[] differences = Arrays.stream(estimates).mapToDouble(ScaleMixture::difference).toArray();
    double[] q = SuiteAlarms.adjust(differences, chances.p(), chances.lone(), chances.reachable());
    double[] own = FewForks.adjusted(subjects, differences, contrasts, chances.p());
    List<Finding> findings = new ArrayList<>();
    double level = SuiteAlarms.levelAlone(chances.reachable(), rate * share);
    for (int i = 0; i < q.length; i++) {
      double ofSuite = Math.min(1, q[i] / share);
      // A benchmark's own forks know nothing of what sessions add.
      double adjusted = excess > 0 ? ofSuite : Math.min(own[i], ofSuite);
      Contrast contrast = contrasts.get(i);
      findings.add(new Finding(estimates[i], adjusted, contrast.bySession(), contrast.df()));
      level = ofSuite <= rate ? Math.max(level, chances.p()[i]) : level;
    }
    return new Analysis(findings, shift, level, Math.sqrt(excess));
  }

  /** Which benchmarks learn from each other: replicates of the same metric and of the same kind. */
  private record Kin(int family, boolean bySession) {}

  private static Map<Kin, NoisePrior> priors(
      List<Subject> subjects, List<Contrast> contrasts, List<Contrast> others) {
    Map<Kin, List<Contrast>> kin = new HashMap<>();
    if (!others.isEmpty()) {
      kin.put(new Kin(0, true), new ArrayList<>(others));
    }
    for (int i = 0; i < subjects.size(); i++) {
      kin.computeIfAbsent(kin(subjects.get(i), contrasts.get(i)), first -> new ArrayList<>())
          .add(contrasts.get(i));
    }
    Map<Kin, NoisePrior> priors = new HashMap<>();
    kin.forEach(
        (which, members) ->
            priors.put(
                which,
                prior(which, members, members.size() - (which.family() == 0 ? others.size() : 0))));
    return priors;
  }

  private static Kin kin(Subject subject, Contrast contrast) {
    return new Kin(subject.family(), contrast.bySession());
  }

  private static NoisePrior prior(Kin kin, List<Contrast> members, int compared) {
    double[] variances = members.stream().mapToDouble(Contrast::variance).toArray();
    double[] df = members.stream().mapToDouble(Contrast::df).toArray();
    return kin.bySession()
        ? NoisePrior.fitSessions(
            variances,
            df,
            members.stream().mapToDouble(Contrast::floor).toArray(),
            // In a smaller suite nobody can take the suite's own level out.
            Math.min(compared, Arrays.stream(df).filter(each -> each > 0).count())
                    < FEWEST_FOR_SHIFT
                ? Math.hypot(NoisePrior.SESSION_DEVIATION, SuiteShift.ASSUMED_DEVIATION)
                : NoisePrior.SESSION_DEVIATION)
        : NoisePrior.fit(variances, df);
  }

  private static NoisePrior prior(Map<Kin, NoisePrior> priors, Subject subject, Contrast contrast) {
    @Nullable NoisePrior prior = priors.get(kin(subject, contrast));
    return java.util.Objects.requireNonNull(prior);
  }

  private static Optional<SuiteShift> shift(
      List<Subject> subjects, ScaleMixture[] estimates, SessionLevels before) {
    int[] shared =
        IntStream.range(0, subjects.size()).filter(i -> subjects.get(i).family() == 0).toArray();
    if (shared.length < FEWEST_FOR_SHIFT) {
      return Optional.empty();
    }
    double[] differences = new double[shared.length];
    double[] errors = new double[shared.length];
    int most = 1;
    int mostAfter = 1;
    for (int j = 0; j < shared.length; j++) {
      differences[j] = estimates[shared[j]].difference();
      errors[j] = Math.hypot(LEAST_ERROR, estimates[shared[j]].standardError());
      most = Math.max(most, present(subjects.get(shared[j]).baseline()));
      mostAfter = Math.max(mostAfter, present(subjects.get(shared[j]).candidate()));
    }
    return Optional.of(SuiteShift.of(RobustMean.of(differences, errors), before, most, mostAfter));
  }

  static int present(double[][] sessions) {
    return (int) Arrays.stream(sessions).filter(forks -> forks.length > 0).count();
  }

  private static void remove(RobustMean shift, List<Subject> subjects, ScaleMixture[] estimates) {
    double variance = shift.standardError() * shift.standardError();
    for (int i = 0; i < estimates.length; i++) {
      if (subjects.get(i).family() == 0) {
        estimates[i] = estimates[i].movedTo(estimates[i].difference() - shift.value(), variance);
      }
    }
  }

  /** With several sessions a side their scatter is in the estimates already. */
  private static double excess(
      List<Subject> subjects,
      List<Contrast> contrasts,
      ScaleMixture[] estimates,
      Optional<SuiteShift> shift) {
    // A movement beyond what sessions do stays in the estimates, but it is not scatter.
    double center =
        shift
            .filter(found -> found.kind() == SuiteShift.Kind.BEYOND)
            .map(found -> found.mean().value())
            .orElse(0.0);
    int[] shared =
        IntStream.range(0, estimates.length)
            .filter(i -> subjects.get(i).family() == 0 && !contrasts.get(i).bySession())
            .toArray();
    ScaleMixture[] differences =
        Arrays.stream(shared)
            .mapToObj(i -> estimates[i].movedTo(estimates[i].difference() - center, 0))
            .toArray(ScaleMixture[]::new);
    double excess = ExcessScatter.variance(differences);
    for (int i : excess > 0 ? shared : new int[0]) {
      estimates[i] = estimates[i].movedTo(estimates[i].difference(), excess);
    }
    return excess;
  }

  /** What chance alone would do to each benchmark. */
  private record Chances(double[] p, double[] lone, double[] reachable) {

    static Chances of(
        List<Subject> subjects,
        List<Contrast> contrasts,
        Map<Kin, NoisePrior> priors,
        ScaleMixture[] estimates) {
      int count = estimates.length;
      Chances chances = new Chances(new double[count], new double[count], new double[count]);
      for (int i = 0; i < count; i++) {
        Subject subject = subjects.get(i);
        boolean large = Math.abs(estimates[i].difference()) >= subject.bound();
        chances.reachable[i] = estimates[i].probabilityBeyond(subject.bound());
        chances.p[i] = large ? estimates[i].p() : 1;
        boolean trap = chances.p[i] <= WORTH_A_LOOK && !contrasts.get(i).bySession();
        chances.lone[i] =
            chances.p[i]
                + (trap
                    ? trapped(subject, contrasts.get(i), prior(priors, subject, contrasts.get(i)))
                    : 0);
      }
      return chances;
    }
  }

  /**
   * Chance that two modes explain a difference: their separation, and noise that reaches so far.
   */
  private static double trapped(Subject subject, Contrast contrast, NoisePrior prior) {
    double[] scales = prior.scales();
    for (int k = 0; k < scales.length; k++) {
      scales[k] *= Math.sqrt(contrast.share());
    }
    ScaleMixture unknown = new ScaleMixture(contrast.difference(), scales, prior.weights());
    return unknown.p() * TwoModes.separation(forks(subject.baseline()), forks(subject.candidate()));
  }

  private static int forks(double[][] sessions) {
    return Arrays.stream(sessions).mapToInt(forks -> forks.length).sum();
  }

  /**
   * Part of the nominal level that holds at few degrees of freedom when forks are not normal:
   * df²/(df² + 6), chosen by calibration with a tenth of benchmarks bimodal. Sessions are means of
   * forks, and what is assumed of them counts as so many more.
   */
  private static double shapeLevel(List<Contrast> contrasts) {
    double[] df =
        contrasts.stream()
            .mapToDouble(each -> each.df() + (each.bySession() ? NoisePrior.SESSION_DF : 0))
            .sorted()
            .toArray();
    double middle = df.length == 0 ? 0 : df[df.length / 2];
    return middle <= 0 ? 0.5 : middle * middle / (middle * middle + SHAPE_COST);
  }
}
