package tollgate.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows what JMH prints, line by line, and keeps what somebody waiting wants to know. */
final class JmhOutput {

  private static final Pattern PROGRESS =
      Pattern.compile("# Run progress: (\\d+)[.,](\\d+)% complete.*");
  private static final Pattern FORK =
      Pattern.compile("# (?:Warmup )?Fork: (\\d+) of (\\d+)|# Fork: N/A.*");
  private static final Pattern BENCHMARK = Pattern.compile("# Benchmark: (.+)");
  private static final Pattern PARAMETERS = Pattern.compile("# Parameters: \\((.*)\\)");
  private static final Pattern SCORE = Pattern.compile("Iteration +\\d+: (.+)");
  private static final Pattern FAILURE = Pattern.compile(".*<failure>|<forked VM failed.*");
  private static final Pattern EXCEPTION =
      Pattern.compile("^(ERROR: )?([\\w.]+\\.[A-Z]\\w*Exception: )?(ERROR: )?");
  private static final Pattern NOISE =
      Pattern.compile("WARNING: .*|\\s*at .*|\\s*|# .*|Picked up JAVA_TOOL_OPTIONS.*");

  private double done;
  private int measurements;
  private String benchmark = "";
  private String parameters = "";
  private String fork = "";
  private String score = "";
  private String lastWords = "";
  private String ownWords = "";
  private boolean expectsCause;
  private final List<String> failures = new ArrayList<>();

  /** Whether a line begins another measurement, so that the former is over. */
  boolean starts(String line) {
    return BENCHMARK.matcher(line).matches();
  }

  /** Takes the next line. */
  void accept(String line) {
    remember(line);
    Matcher progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      done = Double.parseDouble(progress.group(1) + "." + progress.group(2)) / 100;
      return;
    }
    Matcher named = BENCHMARK.matcher(line);
    if (named.matches()) {
      benchmark = named.group(1);
      parameters = "";
      fork = "";
      score = "";
      measurements++;
      return;
    }
    detail(line);
  }

  private void detail(String line) {
    Matcher given = PARAMETERS.matcher(line);
    if (given.matches()) {
      parameters = given.group(1).replace(" = ", "=");
      return;
    }
    Matcher forked = FORK.matcher(line);
    if (forked.matches()) {
      fork =
          forked.group(1) == null ? "no fork" : "fork " + forked.group(1) + "/" + forked.group(2);
      return;
    }
    Matcher scored = SCORE.matcher(line);
    if (scored.matches() && !scored.group(1).startsWith("<")) {
      score = scored.group(1);
    }
  }

  private void remember(String line) {
    if (expectsCause && !line.isBlank()) {
      failures.add(name() + ": " + line.trim());
      expectsCause = false;
    }
    if (FAILURE.matcher(line.trim()).matches()) {
      expectsCause = true;
    }
    if (line.startsWith("tollgate: ")) {
      ownWords = line.substring("tollgate: ".length());
    }
    if (!NOISE.matcher(line).matches()) {
      lastWords = EXCEPTION.matcher(line.trim()).replaceFirst("");
    }
  }

  /** Share of this invocation that is done, within [0, 1]. */
  double done() {
    return done;
  }

  /** How many measurements were started. */
  int measurements() {
    return measurements;
  }

  /** The measurement under way: class, method and parameters. */
  String name() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    String shortName = benchmark.substring(type + 1);
    return parameters.isEmpty() ? shortName : shortName + "{" + parameters + "}";
  }

  /** The measurement under way and its fork. */
  String underWay() {
    return fork.isEmpty() ? name() : name() + ", " + fork;
  }

  /** {@code fork 1/3}, empty before the first. */
  String fork() {
    return fork;
  }

  /** Score of the last measurement iteration, as JMH printed it. */
  String score() {
    return score;
  }

  /** Benchmarks that failed, each with its cause, one line. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** The line that most likely says why JMH gave up; empty when it said nothing. */
  String lastWords() {
    return ownWords.isEmpty() ? lastWords : ownWords;
  }
}
