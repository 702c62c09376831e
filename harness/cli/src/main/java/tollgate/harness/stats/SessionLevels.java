package tollgate.harness.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * How far each session of one side moved all benchmarks together: the part of the difference
 * between sessions that belongs to the machine and not to any benchmark.
 *
 * @param levels by session, their mean 0; all 0 when there are too few benchmarks to tell
 * @param sessions how many sessions have a level of their own
 */
public record SessionLevels(double[] levels, int sessions) {

  private static final double LEAST_ERROR = 0.01;

  public SessionLevels {
    levels = levels.clone();
  }

  @Override
  public double[] levels() {
    return levels.clone();
  }

  /**
   * Estimates.
   *
   * @param sides one entry per benchmark: sessions × forks, an empty row where it was not measured
   * @param fewest benchmarks a session must share with others to be given a level
   */
  public static SessionLevels of(List<double[][]> sides, int fewest) {
    int count = sides.isEmpty() ? 0 : sides.get(0).length;
    double[] levels = new double[count];
    int told = 0;
    for (int session = 0; session < count && count > 1; session++) {
      List<double[]> moves = moves(sides, session);
      if (moves.size() >= fewest) {
        double[] values = moves.stream().mapToDouble(move -> move[0]).toArray();
        double[] errors = moves.stream().mapToDouble(move -> move[1]).toArray();
        levels[session] = RobustMean.of(values, errors).value();
        told++;
      }
    }
    return told < 2 ? new SessionLevels(new double[count], 0) : new SessionLevels(levels, told);
  }

  /** Each benchmark's distance in this session from its mean over all sessions, and its error. */
  private static List<double[]> moves(List<double[][]> sides, int session) {
    List<double[]> moves = new ArrayList<>();
    for (double[][] side : sides) {
      double sum = 0;
      int present = 0;
      for (double[] forks : side) {
        if (forks.length > 0) {
          sum += Moments.of(forks).mean();
          present++;
        }
      }
      if (present > 1 && side[session].length > 0) {
        Moments own = Moments.of(side[session]);
        double error = own.df() > 0 ? Math.sqrt(own.variance() / own.count()) : 0;
        moves.add(new double[] {own.mean() - sum / present, Math.hypot(error, LEAST_ERROR)});
      }
    }
    return moves;
  }

  /** Sum of squares of the levels. */
  double squares() {
    double sum = 0;
    for (double level : levels) {
      sum += level * level;
    }
    return sum;
  }

  /** One benchmark's side with the levels taken out. */
  double[][] removedFrom(double[][] side) {
    double[][] rest = new double[side.length][];
    for (int session = 0; session < side.length; session++) {
      rest[session] = side[session].clone();
      for (int fork = 0; fork < rest[session].length; fork++) {
        rest[session][fork] -= levels[session];
      }
    }
    return rest;
  }
}
