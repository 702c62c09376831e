package tollgate.harness.verdict;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.FalseDiscovery;
import tollgate.harness.stats.GroupSequential;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.NoisePrior;
import tollgate.harness.stats.ScaleMixture;

/**
 * Judges two versions measured in turn, after each round, and says when a benchmark needs no more
 * rounds: it has changed, or it has been shown not to. What is decided stays decided. Forks
 * measured side by side are compared in pairs, so what drifts over the session cancels.
 */
public final class SequentialJudge {

  private static final double POWER = 0.8;

  /** Standard errors the estimate may still wander before a change is given up. */
  private static final double HOPE = 2;

  /** How much wider than the bound the last interval must be before equivalence is given up. */
  private static final double WIDE = 1.2;

  private final Policy policy;
  private final int[] looks;
  private final GroupSequential plan;
  private final double[] nominal;
  private final int others;
  private final Map<BenchmarkKey, Double> leastP = new LinkedHashMap<>();
  private final Map<BenchmarkKey, State> decided = new LinkedHashMap<>();
  private int look;

  /**
   * @param policy what counts; its false-discovery rate is the error spent over all looks
   * @param looks forks a side after which {@link #look} will be called, ascending, the first at
   *     least 2, for example 3 to 10
   */
  public SequentialJudge(Policy policy, int... looks) {
    this(policy, 0, GroupSequential.withLooks(looks), looks);
  }

  /** With a plan made before; making one costs a tenth of a second. */
  SequentialJudge(Policy policy, GroupSequential plan, int... looks) {
    this(policy, 0, plan, looks);
  }

  private SequentialJudge(Policy policy, int others, GroupSequential plan, int... looks) {
    this.policy = policy;
    this.others = others;
    this.looks = looks.clone();
    this.plan = plan;
    this.nominal = plan.nominalLevels(1 - policy.confidence());
  }

  /**
   * A judge of benchmarks that were picked out of a larger family because other data made them
   * suspicious. The family stays what false discoveries are counted over: picking must not make an
   * alarm easier.
   *
   * @param others members of the family that will not be looked at, 0 or more
   * @param plan of these looks; making one costs a tenth of a second
   */
  public static SequentialJudge ofPicked(
      Policy policy, int others, GroupSequential plan, int... looks) {
    return new SequentialJudge(policy, others, plan, looks);
  }

  /**
   * The fork scores of one benchmark so far.
   *
   * @param unit of all scores
   * @param baseline one score per fork, in the order measured
   * @param candidate the fork measured beside each of them
   */
  public record Pairs(Unit unit, double[] baseline, double[] candidate) {
    public Pairs {
      baseline = baseline.clone();
      candidate = candidate.clone();
    }

    @Override
    public double[] baseline() {
      return baseline.clone();
    }

    @Override
    public double[] candidate() {
      return candidate.clone();
    }
  }

  /** Where a benchmark stands. */
  public sealed interface State {

    /** What is known so far; its verdict is inconclusive while the benchmark goes on. */
    Comparison comparison();

    /** No more forks are needed. */
    record Decided(Comparison comparison) implements State {}

    /** More forks may settle it. */
    record Continue(Comparison comparison) implements State {}
  }

  /**
   * Looks at the data; call it once for each of the planned looks, in order.
   *
   * @param data every benchmark of the suite, decided ones too; forks beyond this look's size are
   *     not used, and one with a fork less (a score that is not positive and finite) goes on with
   *     the pairs it has
   * @return a state for each benchmark; at the last look all are decided
   */
  public Map<BenchmarkKey, State> look(Map<BenchmarkKey, Pairs> data) {
    if (look >= looks.length) {
      throw new IllegalStateException("all " + looks.length + " looks are used up");
    }
    List<Series> series =
        data.entrySet().stream().map(entry -> Series.of(entry, looks[look])).toList();
    NoisePrior prior =
        NoisePrior.fit(
            series.stream().mapToDouble(each -> each.moments().variance()).toArray(),
            series.stream().mapToDouble(each -> each.moments().df()).toArray());
    double[] p = new double[series.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = repeated(series.get(i), prior);
    }
    double[] q = FalseDiscovery.adjust(withOthers(p));
    Map<BenchmarkKey, State> states = new LinkedHashMap<>();
    for (int i = 0; i < p.length; i++) {
      BenchmarkKey key = series.get(i).key();
      @Nullable State state = decided.get(key);
      if (state == null) {
        state = state(series.get(i), prior, p[i], q[i]);
      }
      if (state instanceof State.Decided) {
        decided.put(key, state);
      }
      states.put(key, state);
    }
    look++;
    return states;
  }

  private double[] withOthers(double[] p) {
    double[] family = Arrays.copyOf(p, p.length + others);
    Arrays.fill(family, p.length, family.length, 1);
    return family;
  }

  /** The least repeated p-value so far; NaN without two pairs. What is decided keeps its own. */
  private double repeated(Series series, NoisePrior prior) {
    double before = leastP.getOrDefault(series.key(), Double.NaN);
    if (decided.containsKey(series.key()) || series.moments().df() < 1) {
      return before;
    }
    double now = plan.repeated(look, series.estimate(prior).p());
    double least = Double.isNaN(before) ? now : Math.min(before, now);
    leastP.put(series.key(), least);
    return least;
  }

  private State state(Series series, NoisePrior prior, double p, double q) {
    boolean last = look == looks.length - 1;
    if (series.moments().df() < 1) {
      Comparison nothing =
          series.comparison(
              Optional.empty(), new Verdict.Inconclusive("fewer than two pairs of usable forks"));
      return last ? new State.Decided(nothing) : new State.Continue(nothing);
    }
    double bound = Math.log1p(policy.minimumEffectFor(series.key()));
    ScaleMixture estimate = series.estimate(prior);
    Interval interval = estimate.interval(1 - nominal[look]);
    Comparison.Change change =
        new Comparison.Change(
            Math.expm1(estimate.difference()),
            Math.expm1(interval.low()),
            Math.expm1(interval.high()),
            p,
            q,
            Math.expm1(Math.max(bound, estimate.detectable(nominal[look], POWER))));
    boolean significant = q <= policy.falseDiscoveryRate();
    String evidence = evidence(change, series.moments().count());
    if (significant && Math.abs(estimate.difference()) >= bound) {
      return new State.Decided(
          series.comparison(
              Optional.of(change),
              estimate.difference() > 0
                  ? new Verdict.Regressed("slower: " + evidence)
                  : new Verdict.Improved("faster: " + evidence)));
    }
    if (interval.within(bound)) {
      return new State.Decided(
          series.comparison(
              Optional.of(change),
              new Verdict.Unchanged(
                  evidence
                      + ", all within ±"
                      + Decision.percent(policy.minimumEffectFor(series.key())))));
    }
    if (!last && hopeless(estimate, interval, bound)) {
      return new State.Decided(
          series.comparison(
              Optional.of(change),
              new Verdict.Inconclusive(
                  evidence + ": too noisy to be settled by " + looks[looks.length - 1])));
    }
    Comparison open =
        series.comparison(
            Optional.of(change),
            new Verdict.Inconclusive(
                evidence + (last ? ": not settled by these forks" : ": more forks may settle it")));
    return last ? new State.Decided(open) : new State.Continue(open);
  }

  /**
   * Whether the planned forks will hardly settle it: the last interval would be too wide to show
   * that nothing changed, and this far from a change the remaining forks hardly lead to one. To
   * stop here costs no error: nothing is claimed.
   */
  private boolean hopeless(ScaleMixture estimate, Interval interval, double bound) {
    int end = looks.length - 1;
    double shrink = Math.sqrt((double) looks[look] / looks[end]);
    double lastHalf = estimate.interval(1 - nominal[end]).halfWidth() * shrink;
    double wander = estimate.standardError() * Math.sqrt(1 - shrink * shrink);
    double reach = Math.abs(estimate.difference()) + HOPE * wander;
    return lastHalf > WIDE * bound && reach < lastHalf && !interval.within(bound);
  }

  private static String evidence(Comparison.Change change, int pairs) {
    return Decision.signed(change.slowdown())
        + " ("
        + Decision.signed(change.low())
        + " to "
        + Decision.signed(change.high())
        + ") after "
        + pairs
        + " pairs of forks";
  }

  /** One benchmark's pairs at this look. */
  private record Series(
      BenchmarkKey key,
      Unit unit,
      Comparison.Side baseline,
      Comparison.Side candidate,
      Moments moments) {

    static Series of(Map.Entry<BenchmarkKey, Pairs> entry, int size) {
      Pairs pairs = entry.getValue();
      Direction direction = entry.getKey().mode().direction();
      double[] differences = new double[size];
      double before = 0;
      double after = 0;
      int count = 0;
      int most = Math.min(size, Math.min(pairs.baseline.length, pairs.candidate.length));
      for (int i = 0; i < most; i++) {
        double first = pairs.baseline[i];
        double second = pairs.candidate[i];
        if (first > 0 && second > 0 && Double.isFinite(first) && Double.isFinite(second)) {
          before += Math.log(first);
          after += Math.log(second);
          differences[count++] = Math.log(direction.costRatio(first, second));
        }
      }
      return new Series(
          entry.getKey(),
          pairs.unit(),
          new Comparison.Side(Math.exp(before / count), count, 1),
          new Comparison.Side(Math.exp(after / count), count, 1),
          Moments.of(Arrays.copyOf(differences, count)));
    }

    ScaleMixture estimate(NoisePrior prior) {
      double[] scales = prior.scales();
      for (int k = 0; k < scales.length; k++) {
        scales[k] /= Math.sqrt(moments.count());
      }
      return new ScaleMixture(
          moments.mean(), scales, prior.posterior(moments.variance(), moments.df()));
    }

    Comparison comparison(Optional<Comparison.Change> change, Verdict verdict) {
      boolean any = moments.count() > 0;
      return new Comparison(
          key,
          Metric.PRIMARY,
          unit,
          any ? Optional.of(baseline) : Optional.empty(),
          any ? Optional.of(candidate) : Optional.empty(),
          change,
          verdict);
    }
  }
}
