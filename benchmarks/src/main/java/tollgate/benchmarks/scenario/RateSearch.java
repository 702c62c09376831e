package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the highest rate that a platform bears: doubles until one is too much, then halves the
 * distance between the highest that was borne and the lowest that was not, on a scale of ratios.
 */
final class RateSearch {
  /** What is known about one rate. */
  record Step(double rate, boolean borne) {}

  /**
   * What the search found.
   *
   * @param borne highest rate that was borne, per second; 0 when not even the first was
   * @param notBorne lowest that was not; infinite when the highest allowed was borne
   * @param steps in the order in which they were tried
   */
  record Knee(double borne, double notBorne, List<Step> steps) {
    Knee {
      steps = List.copyOf(steps);
    }

    /** Where it breaks: between what was borne and what was not, their geometric mean. */
    double rate() {
      return borne == 0
          ? notBorne
          : Double.isInfinite(notBorne) ? borne : Math.sqrt(borne * notBorne);
    }
  }

  /** Offers a load. */
  @FunctionalInterface
  interface Trial {
    /** Whether the platform bears so many requests per second. */
    boolean bears(double rate) throws Exception;
  }

  private RateSearch() {}

  /**
   * Searches.
   *
   * @param from the first rate, per second
   * @param highest no higher rate is tried
   * @param precision stops when the ends are within this ratio, such as 1.05
   */
  static Knee search(double from, double highest, double precision, Trial trial) throws Exception {
    if (!(from > 0) || !(highest >= from) || !(precision > 1)) {
      throw new IllegalArgumentException(
          "a search needs 0 < from <= highest and a precision above 1");
    }
    List<Step> steps = new ArrayList<>();
    double borne = 0;
    double notBorne = Double.POSITIVE_INFINITY;
    double rate = from;
    while (true) {
      boolean good = trial.bears(rate);
      steps.add(new Step(rate, good));
      if (good) {
        borne = rate;
      } else {
        notBorne = rate;
      }
      boolean ceiling = good && rate >= highest;
      boolean floor = !good && rate <= from / 64;
      if (ceiling || floor || (borne > 0 && notBorne / borne <= precision)) {
        return new Knee(borne, notBorne, steps);
      }
      if (Double.isInfinite(notBorne)) {
        rate = Math.min(2 * borne, highest);
      } else {
        rate = borne == 0 ? notBorne / 2 : Math.sqrt(borne * notBorne);
      }
    }
  }
}
