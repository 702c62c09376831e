package tollgate.harness.stats;

/** Weighted linear least squares in a handful of well separated columns. */
public final class LinearLeastSquares {
  private LinearLeastSquares() {}

  /**
   * Minimises Σ (w_i (Σ_j c_j φ_j,i − y_i))² by the normal equations of columns scaled to unit
   * length.
   *
   * @param columns φ: columns × points
   * @param weights w, one per point
   * @param targets y, one per point
   * @return c, one per column; NaN when the columns are linearly dependent
   */
  public static double[] solve(double[][] columns, double[] weights, double[] targets) {
    int size = columns.length;
    double[] scales = new double[size];
    for (int j = 0; j < size; j++) {
      scales[j] = Math.sqrt(dot(columns[j], columns[j], weights));
    }
    double[][] matrix = new double[size][size + 1];
    for (int j = 0; j < size; j++) {
      for (int k = 0; k < size; k++) {
        matrix[j][k] = dot(columns[j], columns[k], weights) / (scales[j] * scales[k]);
      }
      matrix[j][size] = dot(columns[j], targets, weights) / scales[j];
    }
    eliminate(matrix);
    double[] solution = new double[size];
    for (int j = 0; j < size; j++) {
      solution[j] = matrix[j][size] / scales[j];
    }
    return solution;
  }

  /** Gauss–Jordan; the matrix is symmetric and positive definite, so no pivot is needed. */
  private static void eliminate(double[][] matrix) {
    int size = matrix.length;
    for (int pivot = 0; pivot < size; pivot++) {
      double value = matrix[pivot][pivot];
      double divisor = value > 1e-12 ? value : Double.NaN;
      for (int k = pivot; k <= size; k++) {
        matrix[pivot][k] /= divisor;
      }
      for (int row = 0; row < size; row++) {
        double factor = matrix[row][pivot];
        for (int k = pivot; row != pivot && k <= size; k++) {
          matrix[row][k] -= factor * matrix[pivot][k];
        }
      }
    }
  }

  private static double dot(double[] a, double[] b, double[] weights) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i] * weights[i] * weights[i];
    }
    return sum;
  }
}
