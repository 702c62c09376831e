package tollgate.harness.calibration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Prints error rates and power of the gate and of the rules other tools use, on the same simulated
 * suites. Every share comes with its 95 % interval (Wilson's for proportions).
 */
public final class Calibration {

  private static final int BENCHMARKS = 500;
  private static final int SMALL = 14;
  private static final double CHANGED = 0.05;
  private static final int TIMES_MORE = 10;
  private static final int[] FORKS = {3, 5, 10};
  private static final double[] SLOWDOWNS = {0.03, 0.05, 0.1, 0.2};

  private final int suites;
  private final long seed;
  private final Appendable out;
  private final Consumer<String> progress;
  private final Rule gate = new GateRule();

  /**
   * @param suites how many to draw for each line of the gate, ten times as many of identical code;
   *     the rules that judge each benchmark alone get a tenth, which is plenty at {@value
   *     #BENCHMARKS} benchmarks a suite
   * @param seed of the first suite; the next ones follow
   * @param out where the tables go
   * @param progress told what is being measured
   */
  public Calibration(int suites, long seed, Appendable out, Consumer<String> progress) {
    this.suites = suites;
    this.seed = seed;
    this.out = out;
    this.progress = progress;
  }

  /** Measures and prints everything. */
  public void print() throws IOException {
    line("Suites of %d benchmarks, seed %d, %d suites a line.", BENCHMARKS, seed, suites);
    for (int forks : FORKS) {
      line("");
      line("## %d forks a side", forks);
      line("");
      header();
      row(gate, forks, suites);
      for (Rule rule : ReferenceRules.all()) {
        boolean ofSuite = rule.name().contains("BH");
        row(rule, forks, ofSuite ? suites : Math.max(1, suites / 10));
      }
    }
    sessions();
    smallSuitesOfSessions(
        "## Suites of %d over several sessions, 5 forks, one benchmark slower",
        "baseline sessions", gate, 0);
    smallSuitesOfSessions(
        "## Suites of %d, one session a side beside recorded ones, 5 forks, one benchmark slower",
        "recorded sessions", GateRule.comparingOne(), 1);
    confirmation();
    shapes();
    sizes();
  }

  private void header() throws IOException {
    line(
        "| rule | identical code: benchmarks flagged | suites with any | intervals that cover "
            + "| +3 %%: found, false share | +5 %% | +10 %% | +20 %% |");
    line("|---|---|---|---|---|---|---|---|");
  }

  private void row(Rule rule, int forks, int count) throws IOException {
    progress.accept(rule.name() + ", " + forks + " forks");
    // False alarms of a whole suite are rare: they need more suites than everything else.
    int more = count == suites ? TIMES_MORE * count : count;
    Score same = Score.of(rule, Scenario.of(BENCHMARKS, forks, 0, 0), more, seed);
    List<String> cells = new ArrayList<>();
    cells.add(rule.name());
    cells.add(text(same.benchmarkAlarms()));
    cells.add(text(same.suiteAlarms()));
    cells.add(text(same.coverage()));
    for (double slowdown : SLOWDOWNS) {
      Score slowed = Score.of(rule, Scenario.of(BENCHMARKS, forks, CHANGED, slowdown), count, seed);
      cells.add(text(slowed.power()) + ", " + text(slowed.falseDiscoveries()));
    }
    line("%s", "| " + String.join(" | ", cells) + " |");
  }

  /** Sessions of 5 forks; the reference knows one of them. */
  private void sessions() throws IOException {
    line("");
    line("## Session effects of 5 %% log SD on each benchmark and 5 %% on the suite, 5 forks");
    line("");
    line(
        "| rule | baseline sessions | identical code: benchmarks flagged | suites with any "
            + "| intervals that cover | +10 %% found, false share | +20 %% |");
    line("|---|---|---|---|---|---|---|");
    for (int count : new int[] {1, 2, 3, 5}) {
      sessionRow(gate, count);
    }
    sessionRow(ReferenceRules.welchWithDiscoveryControl(), 1);
  }

  /**
   * A suite of the usual size, where one benchmark's sessions have little else to learn from.
   *
   * @param compared how many of the simulated baseline's sessions are one side of the comparison
   *     beside those that are counted in the table
   */
  private void smallSuitesOfSessions(String title, String counted, Rule rule, int compared)
      throws IOException {
    line("");
    line(title, SMALL);
    line("");
    line(
        "| session effect | %s | identical code: benchmarks flagged "
            + "| suites with any | intervals that cover | +20 %% found | +50 %% | +100 %% |",
        counted);
    line("|---|---|---|---|---|---|---|---|");
    for (double deviation : new double[] {0.01, 0.05, 0.1, 0.2}) {
      for (int count : new int[] {2, 3, 5}) {
        progress.accept("suites of " + SMALL + ", " + count + " " + counted + " of " + deviation);
        int sessions = count + compared;
        Scenario same = Scenario.of(SMALL, 5, 0, 0).withSessions(sessions, deviation, 0.05);
        Score identical = Score.of(rule, same, TIMES_MORE * suites, seed);
        List<String> cells = new ArrayList<>();
        for (double slowdown : new double[] {0.2, 0.5, 1}) {
          Scenario slower =
              Scenario.of(SMALL, 5, 1.0 / SMALL, slowdown).withSessions(sessions, deviation, 0.05);
          cells.add(text(Score.of(rule, slower, TIMES_MORE * suites, seed).power()));
        }
        line(
            "| %.0f %% | %d | %s | %s | %s | %s |",
            100 * deviation,
            count,
            text(identical.benchmarkAlarms()),
            text(identical.suiteAlarms()),
            text(identical.coverage()),
            String.join(" | ", cells));
      }
    }
  }

  /** What a gate claims when its baseline was recorded in one go and tells nothing of sessions. */
  private void confirmation() throws IOException {
    line("");
    line(
        "## Suites of %d, five baseline sessions of one hour, the candidate in another, 5 forks",
        SMALL);
    line("");
    line(
        "| session effect | regressed by | identical code: suites with any "
            + "| +10 %% found | +20 %% | +50 %% |");
    line("|---|---|---|---|---|---|");
    for (double deviation : new double[] {0.05, 0.1, 0.2}) {
      for (Rule rule : List.of(new RegressionRule(false), new RegressionRule(true))) {
        progress.accept("sessions of one hour, " + rule.name() + ", " + deviation);
        List<String> cells = new ArrayList<>();
        Scenario same =
            Scenario.of(SMALL, 5, 0, 0).withSessions(5, deviation, 0.05).withinOneHour();
        cells.add(text(Score.of(rule, same, TIMES_MORE * suites, seed).suiteAlarms()));
        for (double slowdown : new double[] {0.1, 0.2, 0.5}) {
          Scenario slower =
              Scenario.of(SMALL, 5, 1.0 / SMALL, slowdown)
                  .withSessions(5, deviation, 0.05)
                  .withinOneHour();
          cells.add(text(Score.of(rule, slower, TIMES_MORE * suites, seed).power()));
        }
        line("| %.0f %% | %s | %s |", 100 * deviation, rule.name(), String.join(" | ", cells));
      }
    }
  }

  private void sessionRow(Rule rule, int count) throws IOException {
    progress.accept(rule.name() + ", " + count + " baseline sessions");
    Score same = Score.of(rule, session(0, 0, count), suites, seed);
    Score ten = Score.of(rule, session(CHANGED, 0.1, count), suites, seed);
    Score twenty = Score.of(rule, session(CHANGED, 0.2, count), suites, seed);
    line(
        "| %s | %d | %s | %s | %s | %s, %s | %s, %s |",
        rule.name(),
        count,
        text(same.benchmarkAlarms()),
        text(same.suiteAlarms()),
        text(same.coverage()),
        text(ten.power()),
        text(ten.falseDiscoveries()),
        text(twenty.power()),
        text(twenty.falseDiscoveries()));
  }

  private static Scenario session(double changed, double slowdown, int count) {
    return Scenario.of(BENCHMARKS, 5, changed, slowdown).withSessions(count, 0.05, 0.05);
  }

  /** The gate where forks scatter otherwise than assumed. */
  private void shapes() throws IOException {
    line("");
    line("## The gate where forks scatter otherwise");
    line("");
    line(
        "| forks | shape | identical code: suites with any | intervals that cover "
            + "| +10 %% found | false share |");
    line("|---|---|---|---|---|---|");
    for (int forks : FORKS) {
      for (Scenario.Shape shape : Scenario.Shape.values()) {
        progress.accept("shape " + shape + ", " + forks + " forks");
        Scenario scenario = Scenario.of(BENCHMARKS, forks, 0, 0).withShape(shape);
        Score same = Score.of(gate, scenario, suites, seed);
        Score slowed =
            Score.of(
                gate, Scenario.of(BENCHMARKS, forks, CHANGED, 0.1).withShape(shape), suites, seed);
        line(
            "| %d | %s | %s | %s | %s | %s |",
            forks,
            shape.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            text(same.suiteAlarms()),
            text(same.coverage()),
            text(slowed.power()),
            text(slowed.falseDiscoveries()));
      }
    }
  }

  /** Small suites: less to learn from, and one change is a large part of them. */
  private void sizes() throws IOException {
    line("");
    line("## Small suites, 5 forks, one benchmark 10 %% slower");
    line("");
    line("| benchmarks | rule | identical code: suites with any | covers | found | false share |");
    line("|---|---|---|---|---|---|");
    for (int size : new int[] {1, 5, 20, 100}) {
      for (Rule rule : List.of(gate, ReferenceRules.welchWithDiscoveryControl())) {
        progress.accept(rule.name() + ", suites of " + size);
        Score same = Score.of(rule, Scenario.of(size, 5, 0, 0), 10 * suites, seed);
        Score slowed = Score.of(rule, Scenario.of(size, 5, 1.0 / size, 0.1), 10 * suites, seed);
        line(
            "| %d | %s | %s | %s | %s | %s |",
            size,
            rule.name(),
            text(same.suiteAlarms()),
            text(same.coverage()),
            text(slowed.power()),
            text(slowed.falseDiscoveries()));
      }
    }
  }

  /** {@code 1.2 % (0.8–1.7)}; a dash where there was nothing to count. */
  private static String text(Score.Rate rate) {
    return Double.isNaN(rate.value())
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f %% (%.2f–%.2f)",
            100 * rate.value(),
            100 * rate.interval().low(),
            100 * rate.interval().high());
  }

  private void line(String format, Object... values) throws IOException {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
