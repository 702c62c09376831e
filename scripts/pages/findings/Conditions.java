import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;
import tollgate.harness.read.Sessions;
import tollgate.harness.scaling.ScalingReport;

/** What was measured, when, and how long. */
final class Conditions {

  private final Page page;

  Conditions(Page page) {
    this.page = page;
  }

  void write(List<Run> runs, List<ScalingReport> reports) {
    OptionalInt cpus = reports.stream().flatMapToInt(report -> report.cpus().stream()).findFirst();
    page.line("Measured on %s processors, which the agents, PostgreSQL and the hub share. `efficiency` is throughput per agent compared with one agent alone;", cpus.isPresent() ? String.valueOf(cpus.getAsInt()) : "an unknown number of");
    page.line("in brackets 95 %% intervals over forks.");
    page.line("");
    page.line("| sweep | commit | begun | machine | JDK | forks × iterations |");
    page.line("|---|---|---|---|---|---|");
    for (Run run : runs) {
      Optional<Environment> environment = run.environment();
      Set<String> efforts = new TreeSet<>();
      Set<String> jdks = new TreeSet<>();
      for (Result result : run.results()) {
        Settings settings = result.settings();
        jdks.add(settings.jdkVersion());
        efforts.add(
            result.primary().samples().forkCount() + " × " + settings.measurementIterations() + " × " + settings.measurementTime()
                + " after " + settings.warmupIterations() + " × " + settings.warmupTime());
      }
      page.line("| %s | %s%s | %s | %s | %s | %s |",
          Sessions.stem(Path.of(run.source())),
          environment.map(Environment::commit).map(hash -> hash.substring(0, Math.min(10, hash.length()))).orElse("unknown"),
          environment.filter(Environment::dirty).map(dirty -> " and uncommitted changes").orElse(""),
          environment.map(Environment::startedAt).map(time -> time.replace('T', ' ').replaceFirst(":\\d\\d(\\.\\d+)?Z$", " UTC")).orElse("unknown"),
          environment.map(Environment::machineClass).orElse("unknown"),
          String.join(", ", jdks),
          String.join("; ", efforts));
    }
    page.line("");
  }
}
