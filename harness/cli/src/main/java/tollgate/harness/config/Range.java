package tollgate.harness.config;

/**
 * Where a number has to lie.
 *
 * @param low smallest value
 * @param high largest value
 * @param inclusive whether the ends belong to it
 */
record Range(double low, double high, boolean inclusive) {

  /** A relative change: a tenth of a per mille to a factor of ten. */
  static final Range EFFECT = of(0.0001, 10);

  /** A part of the whole. */
  static final Range SHARE = of(0, 1);

  static Range of(double low, double high) {
    return new Range(low, high, true);
  }

  static Range openUnit() {
    return new Range(0, 1, false);
  }

  boolean contains(double value) {
    return inclusive ? value >= low && value <= high : value > low && value < high;
  }

  @Override
  public String toString() {
    return inclusive ? "from " + low + " to " + high : "above " + low + " and below " + high;
  }
}
