package tollgate.harness.verdict;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.harness.config.Policy.DisturbanceLimits;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;

/** Whether two results with the same identity were measured alike; if not, why not. */
final class Comparability {

  private static final Pattern JDK = Pattern.compile("(?:1\\.)?(\\d+).*");
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(\\S+)");

  /** Flags that change what is printed or logged, never how fast the code is. */
  private static final Pattern IDLE_FLAG =
      Pattern.compile(
          "-XX:\\+?(Unlock|Print|Log|ErrorFile|Heap|OnError|OnOutOfMemory|Crash|Create)"
              + ".*|-Xlog.*|-Xshare.*|-Xverify.*");

  private static final Pattern EFFECTIVE_FLAG =
      Pattern.compile(
          "-X.*|-server|-client|-ea|-enableassertions|-esa|-agent.*|-javaagent.*"
              + "|--enable-preview|-Djmh\\.executor=.*|-Djdk\\.virtualThreadScheduler\\..*"
              + "|-Djava\\.util\\.concurrent\\.ForkJoinPool\\..*");

  private Comparability() {}

  /** Why the two cannot be compared; empty when they can. */
  static Optional<String> obstacle(
      Run baselineRun, Result baseline, Run run, Result candidate, DisturbanceLimits limits) {
    return environmentObstacle(baselineRun, run, baseline.key().benchmark(), limits)
        .or(() -> machineObstacle(baseline.settings(), candidate.settings()))
        .or(() -> measuringObstacle(baseline.settings(), candidate.settings()))
        .or(() -> OpenLoopRate.obstacle(baseline).map(why -> "in the baseline, " + why))
        .or(() -> unitObstacle(baseline.primary().unit(), candidate.primary().unit()));
  }

  private static Optional<String> environmentObstacle(
      Run first, Run second, String benchmark, DisturbanceLimits limits) {
    if (first.environment().isEmpty() || second.environment().isEmpty()) {
      return Optional.empty();
    }
    Environment baseline = first.environment().get();
    Environment candidate = second.environment().get();
    return differ("other machine class", baseline.machineClass(), candidate.machineClass())
        .or(() -> disturbed(first.source(), baseline.disturbance(), limits))
        .or(() -> disturbed(second.source(), candidate.disturbance(), limits))
        .or(() -> differ("other JDK", major(baseline), major(candidate)))
        .or(
            () ->
                differFlags(effective(baseline.jvmFlags()), effective(candidate.jvmFlags()), true))
        .or(() -> bytecodeObstacle(baseline, candidate, className(benchmark)));
  }

  private static Optional<String> disturbed(
      String source, Disturbance disturbance, DisturbanceLimits limits) {
    boolean stolen = disturbance.stealShare() > limits.stolen();
    double share = stolen ? disturbance.stealShare() : disturbance.foreignCpuShare();
    return stolen || share > limits.foreign()
        ? Optional.of(
            "disturbed machine: "
                + (stolen ? "the host kept" : "other processes took")
                + " "
                + Decision.percent(share)
                + " of the processors during "
                + source
                + "; measure again")
        : Optional.empty();
  }

  private static Optional<String> bytecodeObstacle(
      Environment baseline, Environment candidate, String type) {
    String before = baseline.bytecode().getOrDefault(type, "");
    String after = candidate.bytecode().getOrDefault(type, "");
    return before.isEmpty() || after.isEmpty() || before.equals(after)
        ? Optional.empty()
        : Optional.of(
            "the benchmark itself changed: its code is "
                + brief(after)
                + ", the baseline's was "
                + brief(before)
                + "; record a new baseline");
  }

  private static Optional<String> machineObstacle(Settings baseline, Settings candidate) {
    boolean told = !baseline.jdkVersion().isEmpty() && !candidate.jdkVersion().isEmpty();
    return differ("other JDK", major(baseline.jdkVersion()), major(candidate.jdkVersion()))
        .or(() -> differ("other JVM", baseline.vmName(), candidate.vmName()))
        .or(() -> differFlags(effective(baseline.jvmArgs()), effective(candidate.jvmArgs()), told));
  }

  private static Optional<String> measuringObstacle(Settings baseline, Settings candidate) {
    if (baseline.batchSize() != candidate.batchSize()) {
      return differ(
          "other batch size",
          Integer.toString(baseline.batchSize()),
          Integer.toString(candidate.batchSize()));
    }
    OptionalDouble before = seconds(baseline.measurementTime());
    OptionalDouble after = seconds(candidate.measurementTime());
    return before.isPresent() && before.equals(after)
        ? Optional.empty()
        : differ("other iteration length", baseline.measurementTime(), candidate.measurementTime());
  }

  /** Why values in these units cannot be compared; empty when they can. */
  static Optional<String> unitObstacle(Unit baseline, Unit candidate) {
    return candidate.factorTo(baseline).isPresent()
        ? Optional.empty()
        : Optional.of("other unit: " + candidate + ", the baseline's is " + baseline);
  }

  private static Optional<String> differ(String what, String baseline, String candidate) {
    return baseline.isEmpty() || candidate.isEmpty() || baseline.equals(candidate)
        ? Optional.empty()
        : Optional.of(what + ": " + candidate + ", the baseline's is " + baseline);
  }

  private static Optional<String> differFlags(
      SortedSet<String> baseline, SortedSet<String> candidate, boolean told) {
    if (!told || baseline.equals(candidate)) {
      return Optional.empty();
    }
    return Optional.of(
        "other JVM flags: " + text(candidate) + ", the baseline's are " + text(baseline));
  }

  private static String text(SortedSet<String> flags) {
    return flags.isEmpty() ? "none" : String.join(" ", flags);
  }

  private static SortedSet<String> effective(Collection<String> flags) {
    SortedSet<String> effective = new TreeSet<>();
    for (String flag : flags) {
      if (EFFECTIVE_FLAG.matcher(flag).matches() && !IDLE_FLAG.matcher(flag).matches()) {
        effective.add(flag);
      }
    }
    return effective;
  }

  private static String major(Environment environment) {
    return environment.jdkMajor() > 0 ? Integer.toString(environment.jdkMajor()) : "";
  }

  /** Feature release of {@code 17.0.15} or {@code 1.8.0_292}; empty when it cannot be read. */
  static String major(String version) {
    Matcher matcher = JDK.matcher(version);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static OptionalDouble seconds(String duration) {
    Matcher matcher = DURATION.matcher(duration.trim());
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    Unit unit = Unit.parse(matcher.group(2));
    return unit.dimension().equals("time")
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1)) * unit.toBase())
        : OptionalDouble.empty();
  }

  private static String className(String benchmark) {
    return benchmark.substring(0, Math.max(0, benchmark.lastIndexOf('.')));
  }

  private static String brief(String hash) {
    return hash.substring(0, Math.min(10, hash.length()));
  }
}
