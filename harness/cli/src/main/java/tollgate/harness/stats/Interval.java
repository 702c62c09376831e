package tollgate.harness.stats;

/**
 * A closed range of values, in the unit of what it belongs to; an end may be infinite.
 *
 * @param low lower end
 * @param high upper end, at least {@code low}
 */
public record Interval(double low, double high) {

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: [" + low + ", " + high + "]");
    }
  }

  /** Whether {@code value} lies inside, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether all of it lies in [−{@code bound}, {@code bound}]. */
  public boolean within(double bound) {
    return -bound <= low && high <= bound;
  }

  /** Half the distance between the ends. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
