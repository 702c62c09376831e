package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;
import tollgate.harness.stats.FalseDiscovery;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * Why the candidate costs more: what an operation spends more of, and the method responsible.
 *
 * @param perOperation whether amounts are per measured operation; else they are per second recorded
 * @param spreadKnown whether some side has two forks; else claims rest on how much forks usually
 *     differ, and are hints
 * @param claims the largest growth in time first, then allocation; pinning before all others,
 *     because who holds a carrier makes every other virtual thread's waits longer. Empty when
 *     nothing grew that forks of the same code could not differ by
 */
public record Explanation(boolean perOperation, boolean spreadKnown, List<Claim> claims) {

  /** Accepted share of false claims. */
  private static final double FALSE_DISCOVERY_RATE = 0.05;

  /** Growth below this part of an operation's whole time is not worth a claim. */
  private static final double SMALLEST_PART = 0.05;

  /**
   * Nor is growth below this part of all growth that recordings show: what happens so often a
   * second, whatever is measured, happens more often per operation when operations take longer.
   * Time on the clock is no measure here, because most of it is waiting for a processor on a busy
   * machine.
   */
  private static final double SMALLEST_PART_OF_GROWTH = 0.1;

  /**
   * The smallest part of bytes: a thread's allocation after its last sample is in no recording, and
   * how much that is depends on the heap.
   */
  private static final double SMALLEST_PART_OF_BYTES = 0.2;

  /** No object is smaller. */
  private static final double SMALLEST_BYTES = 8;

  /** Who allocates that many times more may have caused longer collections. */
  private static final double MUCH_MORE = 1.5;

  /** A growth of fewer samples than this is none. */
  private static final int FEW_SAMPLES = 5;

  /**
   * How much forks of the same code differ (log), before any was seen. With {@link
   * #USUAL_SPREAD_DF} degrees of freedom it stands for a median of 4.8 % and a worst tenth above 12
   * %, twice what docs/methodology.md measured for whole scores: parts of a score scatter more.
   */
  private static final double USUAL_SPREAD = 0.04;

  private static final int USUAL_SPREAD_DF = 2;

  /** However many samples there are, two forks are no more than two. */
  private static final double MOST_DF = 30;

  public Explanation {
    claims = List.copyOf(claims);
  }

  /**
   * Something an operation spends more of.
   *
   * @param spending what of
   * @param method responsible: the deepest method of the user's own below which most of the growth
   *     lies; empty when no single one is. Of longer garbage collection it is the method that
   *     allocates more, if one does, else nobody's: then the collector or its settings changed
   * @param at the deepest method at all below which most of it lies, for example {@code
   *     java.lang.Thread.sleep}; empty when that is {@code method}
   * @param on what is waited for or allocated; empty when unknown or several things
   * @param baseline mean over forks, nanoseconds (bytes for allocation) per operation or second
   * @param candidate the same
   * @param q probability of as large a growth between forks of the same code, adjusted for the
   *     number of things looked at
   */
  public record Claim(
      Spending spending,
      Optional<Frame> method,
      Optional<Frame> at,
      String on,
      double baseline,
      double candidate,
      double q) {

    /** candidate − baseline, above 0. */
    public double growth() {
      return candidate - baseline;
    }
  }

  private record Pair(Spent baseline, Spent candidate) {

    Spending spending() {
      return baseline.spending();
    }

    double growth() {
      return candidate.moments().mean() - baseline.moments().mean();
    }

    /** Whether every fork of the candidate spent more than every fork of the baseline. */
    boolean isApart() {
      return Arrays.stream(candidate.forks()).min().orElse(0)
          > Arrays.stream(baseline.forks()).max().orElse(0);
    }
  }

  /**
   * Explains the difference between two sides.
   *
   * @param baseline one recording per fork, at least one
   * @param candidate one per fork, at least one, of the same benchmark
   */
  public static Explanation of(List<Recording> baseline, List<Recording> candidate) {
    boolean perOperation =
        Stream.concat(baseline.stream(), candidate.stream()).allMatch(r -> r.operations() > 0);
    double before = mean(Spent.threadNanos(baseline, perOperation));
    List<Pair> pairs =
        Arrays.stream(Spending.values())
            .map(
                spending ->
                    new Pair(
                        Spent.of(spending, baseline, perOperation),
                        Spent.of(spending, candidate, perOperation)))
            .toList();
    double least =
        SMALLEST_PART_OF_GROWTH
            * pairs.stream()
                .filter(pair -> pair.spending().isTime())
                .mapToDouble(pair -> Math.max(0, pair.growth()))
                .sum();
    double[] p = pairs.stream().mapToDouble(pair -> p(pair, floor(pair, before))).toArray();
    double[] q = FalseDiscovery.adjust(p);
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < q.length; i++) {
      Pair pair = pairs.get(i);
      if (q[i] <= FALSE_DISCOVERY_RATE
          && pair.growth() > floor(pair, before)
          && (!pair.spending().isTime() || pair.growth() > least)
          && !isOfFewSamples(pair)
          && pair.isApart()) {
        claims.add(claim(pair, q[i]));
      }
    }
    return new Explanation(perOperation, baseline.size() + candidate.size() > 2, ordered(claims));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** What is too little to matter, or to be told from nothing. */
  private static double floor(Pair pair, double threadNanos) {
    return pair.spending().isTime()
        ? SMALLEST_PART * threadNanos
        : Math.max(
            Math.max(SMALLEST_BYTES, pair.candidate().eventWorth()),
            SMALLEST_PART_OF_BYTES * pair.baseline().moments().mean());
  }

  private static boolean isOfFewSamples(Pair pair) {
    return pair.spending().isSampled()
        && pair.growth() < FEW_SAMPLES * pair.candidate().eventWorth();
  }

  /**
   * Student's test with forks as replicates, and what is known of forks in general as a prior of
   * {@link #USUAL_SPREAD_DF} degrees of freedom (G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3,
   * 2004): two forks can be alike by luck, and one fork a side says nothing by itself. On the log
   * scale, where what disturbs a fork is a factor, above a floor, because nothing has no logarithm.
   * The error of sampling is known from counts and adds degrees of freedom as Welch–Satterthwaite
   * has it.
   */
  private static double p(Pair pair, double floor) {
    if (pair.baseline().events() + pair.candidate().events() == 0) {
      return Double.NaN;
    }
    Moments before = logs(pair.baseline(), floor);
    Moments after = logs(pair.candidate(), floor);
    int df = USUAL_SPREAD_DF + before.df() + after.df();
    double variance =
        (USUAL_SPREAD_DF * USUAL_SPREAD * USUAL_SPREAD + before.squares() + after.squares()) / df;
    double error = Math.sqrt(variance * (1.0 / before.count() + 1.0 / after.count()));
    double sampling = Math.hypot(pair.baseline().samplingError(), pair.candidate().samplingError());
    double both = Math.hypot(error, sampling);
    double freedom = Math.min(MOST_DF, df * Math.pow(both / error, 4));
    return new StudentEstimate(after.mean() - before.mean(), both, freedom).p();
  }

  private static Moments logs(Spent spent, double floor) {
    return Moments.of(Arrays.stream(spent.forks()).map(rate -> Math.log(rate + floor)).toArray());
  }

  private static Claim claim(Pair pair, double q) {
    Optional<Frame> method = ResponsibleMethod.of(pair.baseline(), pair.candidate());
    return new Claim(
        pair.spending(),
        pair.spending() == Spending.GC ? Optional.empty() : method,
        ResponsibleMethod.innermost(pair.baseline(), pair.candidate())
            .filter(frame -> pair.spending() != Spending.GC)
            .filter(frame -> !method.equals(Optional.of(frame))),
        ResponsibleMethod.on(pair.baseline(), pair.candidate()),
        pair.baseline().moments().mean(),
        pair.candidate().moments().mean(),
        q);
  }

  private static List<Claim> ordered(List<Claim> claims) {
    Optional<Frame> allocating =
        claims.stream()
            .filter(claim -> claim.spending() == Spending.ALLOCATION)
            .filter(claim -> claim.candidate() >= MUCH_MORE * claim.baseline())
            .flatMap(claim -> claim.method().stream())
            .findFirst();
    return claims.stream()
        .map(claim -> claim.spending() == Spending.GC ? causedBy(allocating, claim) : claim)
        .sorted(
            Comparator.comparing((Claim claim) -> claim.spending() != Spending.PINNING)
                .thenComparing(claim -> !claim.spending().isTime())
                .thenComparing(claim -> -claim.growth()))
        .toList();
  }

  private static Claim causedBy(Optional<Frame> allocating, Claim collection) {
    return new Claim(
        collection.spending(),
        allocating,
        collection.at(),
        collection.on(),
        collection.baseline(),
        collection.candidate(),
        collection.q());
  }
}
