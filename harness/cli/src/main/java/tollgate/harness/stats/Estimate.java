package tollgate.harness.stats;

/** An estimated difference and what is known about its error. */
public interface Estimate {

  /** Candidate minus baseline. */
  double difference();

  /** Standard error of the difference. */
  double standardError();

  /** Two-sided p-value of a true difference of zero. */
  double p();

  /**
   * The interval that holds the true difference with the given probability.
   *
   * @param confidence within (0, 1), for example 0.95
   */
  Interval interval(double confidence);

  /**
   * The smallest true difference that a two-sided test at level {@code alpha} finds with
   * probability {@code power}.
   */
  double detectable(double alpha, double power);
}
