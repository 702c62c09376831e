package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.harness.scaling.Fit;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.stats.Interval;

/** Many sweeps on one screen, a line each: what the most threads lose, and to what. */
public final class ScalingOverview {

  private static final int BAR = 12;
  private static final int LONGEST_NAME = 60;

  private ScalingOverview() {}

  /** Writes the lines, the sweep that loses most first. */
  public static void render(List<ScalingReport> reports, Appendable out) throws IOException {
    Map<String, Set<String>> varying = varying(reports);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "benchmark",
            "threads",
            "efficiency",
            "95% interval",
            "",
            "lost",
            "most of it to",
            "σ",
            "κ",
            "doubts"));
    reports.stream()
        .sorted(Comparator.comparingDouble(ScalingOverview::efficiency))
        .forEach(report -> rows.add(row(report, varying)));
    out.append(TextTable.of(rows));
  }

  private static List<String> row(ScalingReport report, Map<String, Set<String>> varying) {
    PointReport widest = widest(report);
    double efficiency = efficiency(report);
    return List.of(
        SafeText.isolated(name(report.id(), varying), LONGEST_NAME),
        String.valueOf(widest.threads()),
        Double.isNaN(efficiency) ? "cannot say" : ScalingText.percent(efficiency),
        widest.efficiencyInterval().map(ScalingText::percents).orElse(""),
        Double.isNaN(efficiency) ? "" : ScalingText.bar(efficiency, BAR),
        Double.isNaN(efficiency)
            ? ""
            : ScalingText.threads(widest.threads() * (1 - efficiency)) + " threads",
        mostOfIt(report, widest.threads()),
        report.fit().known().map(fit -> clear(fit.sigma(), fit.sigmaInterval())).orElse("?"),
        report.fit().known().map(fit -> clear(fit.kappa(), fit.kappaInterval())).orElse("?"),
        report.fit().known().map(Fit::doubts).map(List::size).map(String::valueOf).orElse(""));
  }

  /** Coefficients whose interval reaches 0 are not shown to be there. */
  private static String clear(double value, Interval interval) {
    return interval.low() > 0 ? Figures.value(value) : "0?";
  }

  private static String mostOfIt(ScalingReport report, int threads) {
    return report
        .stacks()
        .known()
        .flatMap(stacks -> stacks.stream().filter(s -> s.threads() == threads).findFirst())
        .flatMap(ScalingOverview::largest)
        .map(loss -> loss.cause().meaning() + " (" + ScalingText.threads(loss.lostThreads()) + ")")
        .orElse(report.stacks().known().isPresent() ? Figures.NONE : "no ledger");
  }

  private static Optional<LossStack.Loss> largest(LossStack stack) {
    return stack.losses().stream()
        .filter(loss -> ScalingText.matters(loss.lostThreads(), stack.threads()))
        .findFirst();
  }

  private static PointReport widest(ScalingReport report) {
    return report.points().get(report.points().size() - 1);
  }

  private static double efficiency(ScalingReport report) {
    return widest(report).efficiency().orElse(Double.NaN);
  }

  /** Class and method, and the parameters that tell it from the other sweeps of its method. */
  private static String name(SweepId id, Map<String, Set<String>> varying) {
    String suffix =
        id.params().entrySet().stream()
            .filter(
                param -> varying.getOrDefault(id.benchmark(), Set.of()).contains(param.getKey()))
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    String plain = id.toString();
    int end = plain.indexOf('{') < 0 ? plain.lastIndexOf(' ') : plain.indexOf('{');
    return plain.substring(0, end) + (suffix.equals("{}") ? "" : suffix);
  }

  private static Map<String, Set<String>> varying(List<ScalingReport> reports) {
    Map<String, Map<String, Set<String>>> values = new TreeMap<>();
    for (ScalingReport report : reports) {
      report
          .id()
          .params()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(report.id().benchmark(), benchmark -> new TreeMap<>())
                      .computeIfAbsent(name, key -> new TreeSet<>())
                      .add(value));
    }
    Map<String, Set<String>> varying = new TreeMap<>();
    values.forEach(
        (benchmark, params) ->
            varying.put(
                benchmark,
                params.entrySet().stream()
                    .filter(param -> param.getValue().size() > 1)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet())));
    return varying;
  }

  /** One line that says how many there are and on how many processors they ran. */
  public static String heading(List<ScalingReport> reports) {
    Set<String> cpus = new TreeSet<>();
    reports.forEach(r -> r.cpus().ifPresent(count -> cpus.add(String.valueOf(count))));
    return String.format(
        Locale.ROOT,
        "%d sweeps%s; --only REGEX tells one in full, --details all",
        reports.size(),
        cpus.isEmpty() ? "" : " on " + String.join(" or ", cpus) + " processors");
  }
}
