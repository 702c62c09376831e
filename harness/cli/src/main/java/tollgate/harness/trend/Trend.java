package tollgate.harness.trend;

import java.util.List;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Unit;

/**
 * One benchmark over the sessions.
 *
 * @param key the benchmark
 * @param unit of all values, that of the latest session
 * @param points in order of time
 * @param steps in order of time
 * @param shortfall how many sessions are missing to search for steps; 0 when it was done
 */
public record Trend(
    BenchmarkKey key, Unit unit, List<Point> points, List<Step> steps, int shortfall) {

  public Trend {
    points = List.copyOf(points);
    steps = List.copyOf(steps);
  }

  /**
   * One session.
   *
   * @param session what to call it
   * @param value geometric mean of the fork means
   */
  public record Point(String session, double value) {}

  /**
   * A change of level.
   *
   * @param session the first on the new level
   * @param index of that session among the points
   * @param slowdown relative cost of the new level against the one before: above 0 is worse
   * @param confidence 1 − probability that a constant series looks like this
   */
  public record Step(String session, int index, double slowdown, double confidence) {}
}
