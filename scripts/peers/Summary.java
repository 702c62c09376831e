import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads lines {@code CASE OURS PEER}, one per round, and prints per case the medians, the median ratio ours / peer and the 95 %
 * interval of the mean log ratio (Student's t over rounds: the rounds alternate, so a round's two figures share the machine's mood).
 */
final class Summary {

  /** Two-sided 97.5 % quantiles of Student's t for 1…30 degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101,
    2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
  };

  public static void main(String[] args) throws IOException {
    Map<String, List<double[]>> cases = new LinkedHashMap<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.trim().split("\\s+");
      if (words.length != 3) {
        System.err.println("summary: not «CASE OURS PEER»: " + line);
        System.exit(2);
      }
      cases
          .computeIfAbsent(words[0], name -> new ArrayList<>())
          .add(new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
    }
    if (cases.isEmpty()) {
      System.err.println("summary: no round was measured");
      System.exit(2);
    }
    System.out.println("| case | rounds | ours (median) | peer (median) | ours / peer (median) | 95 % interval |");
    System.out.println("|---|---|---|---|---|---|");
    cases.forEach(Summary::print);
  }

  private static void print(String name, List<double[]> rounds) {
    double[] ours = rounds.stream().mapToDouble(round -> round[0]).toArray();
    double[] peer = rounds.stream().mapToDouble(round -> round[1]).toArray();
    double[] ratios = rounds.stream().mapToDouble(round -> round[0] / round[1]).toArray();
    double[] logs = Arrays.stream(ratios).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    int freedom = logs.length - 1;
    double half = freedom < 1 ? Double.NaN : T[Math.min(freedom, T.length) - 1] * Math.sqrt(squares / freedom / logs.length);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %s | %.3f | %s |",
            name,
            logs.length,
            short4(median(ours)),
            short4(median(peer)),
            median(ratios),
            freedom < 1 ? "one round: none" : String.format(Locale.ROOT, "%.3f … %.3f", Math.exp(mean - half), Math.exp(mean + half))));
  }

  private static String short4(double value) {
    return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.4g", value);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
