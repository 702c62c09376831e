package tollgate.harness.scaling;

/**
 * A reason not to believe a fit.
 *
 * @param kind which reason
 * @param text one sentence with the figures behind it, for people
 */
public record Doubt(Kind kind, String text) {

  /** The reasons there are. */
  public enum Kind {
    FEW_POINTS(true),
    NO_SINGLE_THREAD(true),
    ON_BOUND(true),
    KAPPA_UNCLEAR(true),
    NO_POINT_BEYOND_PEAK(true),
    RESIDUALS_IN_RUNS(true),
    KINK_FITS_BETTER(true),
    CROSSES_CORES(true),
    CROSSES_POOL(true),
    SUPERLINEAR(true),
    CORES_UNKNOWN(false),
    LACK_OF_FIT(false),
    SINGLE_FORKS(false);

    private final boolean forbidsPeak;

    Kind(boolean forbidsPeak) {
      this.forbidsPeak = forbidsPeak;
    }

    /** Whether no peak may be reported while this reason stands. */
    public boolean forbidsPeak() {
      return forbidsPeak;
    }
  }
}
