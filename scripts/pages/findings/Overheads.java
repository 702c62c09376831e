import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.Overhead;
import tollgate.harness.scaling.ScalingReport;

/** What coordination takes beside the same step without it. */
final class Overheads {

  private final Page page;

  Overheads(Page page) {
    this.page = page;
  }

  void write(List<ScalingReport> ranked) {
    List<ScalingReport> coordinated = ranked.stream().filter(report -> report.overhead().isPresent()).toList();
    Set<Integer> counts = new TreeSet<>();
    coordinated.forEach(report -> report.points().forEach(point -> counts.add(point.threads())));
    page.line("## What coordination itself takes");
    page.line("");
    page.line("1 − throughput ÷ that of as many agents that make the same step and never meet (`Independent`), with the 95 %% interval of the ratio.");
    page.line("It includes waiting for processors that coordination and its server keep busy; only what independent agents lose too is not in it.");
    page.line("");
    page.line("| pattern | %s |", counts.stream().map(n -> n + (n == 1 ? " agent" : " agents")).collect(Collectors.joining(" | ")));
    page.line("|---|%s", "---|".repeat(counts.size()));
    Set<String> caveats = new LinkedHashSet<>();
    for (ScalingReport report : coordinated) {
      Answer<Overhead> answer = report.overhead().orElseThrow();
      if (answer instanceof Answer.CannotSay<Overhead> unknown) {
        caveats.add(Labels.name(report) + ": cannot say: " + unknown.reason());
        continue;
      }
      Overhead overhead = answer.known().orElseThrow();
      overhead.caveats().forEach(caveat -> caveats.add(Labels.name(report).split(" ")[0] + ": not like with like, " + caveat));
      page.line("| %s | %s |", Labels.name(report),
          counts.stream().map(n -> overhead.at(n).map(Overheads::share).orElse("not measured")).collect(Collectors.joining(" | ")));
    }
    page.line("");
    caveats.forEach(caveat -> page.line("- %s.", caveat));
    page.line("");
  }

  private static String share(Overhead.At at) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * (Math.abs(at.share()) < 0.0005 ? 0 : at.share())) + at.interval().map(i -> String.format(Locale.ROOT, " (%.1f … %.1f)", 100 * i.low(), 100 * i.high())).orElse("");
  }
}
