package tollgate.harness.scaling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.stats.Interval;

/**
 * The laws fitted to a sweep.
 *
 * @param lambda throughput of one thread by the Universal Scalability Law, operations per second
 * @param sigma contention
 * @param sigmaInterval its 95 % interval
 * @param kappa coherency
 * @param kappaInterval its 95 % interval
 * @param residualPercent standard deviation of the residuals, percent of throughput
 * @param amdahlSigma serial share by Amdahl's law
 * @param amdahlInterval its 95 % interval
 * @param saturationThreads number of threads at which a kinked law X = λ·min(N, C) saturates
 * @param kinkFitsBetter whether that law, with one parameter less, is closer to the points
 * @param peak threads beyond which throughput falls; present only when no doubt forbids it
 * @param doubts reasons not to believe the fit
 * @param sides fits of each side where the thread count crosses a pool size or the processors
 * @param check the widest point as a fit without it expects it; empty with too few points
 * @param prediction throughput at twice the most threads, or why none is expected
 */
public record Fit(
    double lambda,
    double sigma,
    Interval sigmaInterval,
    double kappa,
    Interval kappaInterval,
    double residualPercent,
    double amdahlSigma,
    Interval amdahlInterval,
    double saturationThreads,
    boolean kinkFitsBetter,
    Optional<Peak> peak,
    List<Doubt> doubts,
    List<Side> sides,
    Optional<Prediction> check,
    Answer<Prediction> prediction) {

  public Fit {
    doubts = List.copyOf(doubts);
    sides = List.copyOf(sides);
  }

  /**
   * Where throughput is highest.
   *
   * @param threads √((1−σ)/κ)
   * @param interval its 95 % interval
   */
  public record Peak(double threads, Interval interval) {}

  /**
   * The fit of one side of a limit.
   *
   * @param range which thread counts, for people
   * @param sigma contention and its 95 % interval, or why it cannot be said
   * @param kappa coherency and its 95 % interval, or why it cannot be said
   */
  public record Side(String range, Answer<Estimate> sigma, Answer<Estimate> kappa) {}

  /**
   * A number and how sure it is.
   *
   * @param value the estimate
   * @param interval its 95 % interval
   */
  public record Estimate(double value, Interval interval) {}

  /**
   * A throughput the law expects. Only as good as the law is there.
   *
   * @param threads N
   * @param fromThreads the largest N the fit saw
   * @param throughput operations per second
   * @param interval where 95 % of single measurements fall, if the law holds up to there
   * @param measured what was measured there, when this prediction is a check
   */
  public record Prediction(
      int threads, int fromThreads, double throughput, Interval interval, OptionalDouble measured) {

    /** Whether what was measured lies where it was expected; false when nothing was. */
    public boolean holds() {
      return measured.isPresent() && interval.contains(measured.getAsDouble());
    }
  }
}
