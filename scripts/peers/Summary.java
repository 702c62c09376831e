import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads lines {@code CASE OURS PEER}, one per round, and prints per case the medians, the median ratio ours / peer and the 95 %
 * interval of the mean log ratio (Student's t over rounds: the rounds alternate, so a round's two figures share the machine's mood).
 *
 * <p>{@code Summary [--columns OURS PEER] [DEMAND ...]}: a demand {@code REGEX>=BOUND} or {@code REGEX<=BOUND} is made of the median ratio
 * of every case in whose name the expression is found. Exit code 1 when one is missed; 2 when one finds no case, or a line is no round.
 */
final class Summary {

  /** Two-sided 97.5 % quantiles of Student's t for 1…30 degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101,
    2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
  };

  /** Not the platform's encoding: the tables go into documents. */
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** What is demanded of the median ratio of some cases. */
  private record Demand(Pattern cases, boolean atLeast, String bound) {
    private static final Pattern FORM = Pattern.compile("(.*)([<>]=)(.*)");

    static Demand parse(String text) {
      Matcher parts = FORM.matcher(text);
      try {
        if (parts.matches() && Double.parseDouble(parts.group(3)) > 0) {
          return new Demand(Pattern.compile(parts.group(1)), parts.group(2).equals(">="), parts.group(3));
        }
      } catch (NumberFormatException | PatternSyntaxException e) {
        // Said below.
      }
      throw refused("not «REGEX>=BOUND» or «REGEX<=BOUND»: " + text);
    }

    boolean isOf(String name) {
      return cases.matcher(name).find();
    }

    /** A ratio that is no number, or infinite, holds nothing. */
    boolean heldBy(double ratio) {
      double limit = Double.parseDouble(bound);
      return Double.isFinite(ratio) && (atLeast ? ratio >= limit : ratio <= limit);
    }

    @Override
    public String toString() {
      return (atLeast ? ">= " : "<= ") + bound;
    }
  }

  private final List<Demand> demands;
  private final String ours;
  private final String peer;
  private boolean missed;

  private Summary(String ours, String peer, List<Demand> demands) {
    this.ours = ours;
    this.peer = peer;
    this.demands = demands;
  }

  public static void main(String[] args) throws IOException {
    boolean named = args.length > 2 && args[0].equals("--columns");
    List<Demand> demands = Arrays.stream(args).skip(named ? 3 : 0).map(Demand::parse).toList();
    Summary summary = new Summary(named ? args[1] : "ours", named ? args[2] : "peer", demands);
    summary.print(rounds());
    System.exit(summary.missed ? 1 : 0);
  }

  private static Map<String, List<double[]>> rounds() throws IOException {
    Map<String, List<double[]>> cases = new LinkedHashMap<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.trim().split("\\s+");
      try {
        cases
            .computeIfAbsent(words[0], name -> new ArrayList<>())
            .add(new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
      } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
        throw refused("not «CASE OURS PEER»: " + line);
      }
    }
    if (cases.isEmpty()) {
      throw refused("no round was measured");
    }
    return cases;
  }

  private void print(Map<String, List<double[]>> cases) {
    for (Demand demand : demands) {
      if (cases.keySet().stream().noneMatch(demand::isOf)) {
        throw refused("no case of «" + demand.cases() + "» was measured, of which " + demand + " is demanded");
      }
    }
    OUT.println(
        String.format("| case | rounds | %s (median) | %s (median) | %s / %s (median) | 95 %% interval |", ours, peer, ours, peer)
            + (demands.isEmpty() ? "" : " wanted | held |"));
    OUT.println("|---|---|---|---|---|---|" + (demands.isEmpty() ? "" : "---|---|"));
    cases.forEach((name, rounds) -> OUT.println(row(name, rounds)));
  }

  private String row(String name, List<double[]> rounds) {
    double[] ratios = rounds.stream().mapToDouble(round -> round[0] / round[1]).toArray();
    return String.format(
            Locale.ROOT,
            "| %s | %d | %s | %s | %.3f | %s |",
            name,
            rounds.size(),
            short4(median(rounds.stream().mapToDouble(round -> round[0]).toArray())),
            short4(median(rounds.stream().mapToDouble(round -> round[1]).toArray())),
            median(ratios),
            interval(ratios))
        + (demands.isEmpty() ? "" : judged(name, median(ratios)));
  }

  private String judged(String name, double ratio) {
    List<Demand> of = demands.stream().filter(demand -> demand.isOf(name)).toList();
    if (of.isEmpty()) {
      return " – | – |";
    }
    boolean held = of.stream().allMatch(demand -> demand.heldBy(ratio));
    missed |= !held;
    return String.format(" %s | %s |", of.stream().map(Demand::toString).collect(Collectors.joining(", ")), held ? "yes" : "**no**");
  }

  private static String interval(double[] ratios) {
    int freedom = ratios.length - 1;
    if (freedom < 1) {
      return "one round: none";
    }
    double[] logs = Arrays.stream(ratios).map(Math::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double half = T[Math.min(freedom, T.length) - 1] * Math.sqrt(squares / freedom / logs.length);
    return String.format(Locale.ROOT, "%.3f … %.3f", Math.exp(mean - half), Math.exp(mean + half));
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

  /** Says one line and ends; the return type lets callers say that nothing follows. */
  private static IllegalStateException refused(String why) {
    System.err.println("summary: " + why);
    System.exit(2);
    return new IllegalStateException(why);
  }
}
