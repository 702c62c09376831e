package tollgate.harness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** Turns a plan into JMH command lines. */
final class Invocations {

  private static final double UNSCORED_WEIGHT = 0.35;

  private final RunPlan plan;
  private final RunFolder folder;
  private final Path probe;
  private final int measurements;

  /**
   * @param measurements benchmarks with their parameters that each invocation makes
   */
  Invocations(RunPlan plan, RunFolder folder, Path probe, int measurements) {
    this.measurements = measurements;
    this.plan = plan;
    this.folder = folder;
    this.probe = probe;
  }

  /**
   * All scored invocations first: what is interrupted late has its scores.
   *
   * <p>One invocation per thread count, because JMH takes a single {@code -t}.
   */
  List<Invocation> all() {
    List<Invocation> all = new ArrayList<>();
    counts().forEach(count -> all.add(scored(count)));
    if (plan.record()) {
      counts().forEach(count -> all.add(recorded(count)));
    }
    if (plan.ledger()) {
      counts().forEach(count -> all.add(ledger(count)));
    }
    return all;
  }

  /** The command line that lists what would be measured. */
  static List<String> listing(RunPlan plan, Path probe) {
    List<String> arguments = new ArrayList<>(List.of("-lp"));
    arguments.addAll(plan.includes());
    arguments.addAll(plan.jmhArguments());
    return plan.jar().command(plan.java(), probe, arguments);
  }

  private List<OptionalInt> counts() {
    return plan.threads().isEmpty()
        ? List.of(OptionalInt.empty())
        : plan.threads().stream().map(OptionalInt::of).toList();
  }

  private Invocation scored(OptionalInt threads) {
    Path result = folder.part(name(threads) + ".json");
    Path forks = folder.part(name(threads) + "-forks");
    List<String> arguments = common(threads, result, forks, user());
    if (!plan.jar().ours()) {
      arguments.addAll(environment(result));
    }
    return invocation(label(threads), Purpose.SCORED, arguments, result, forks, 1);
  }

  private Invocation recorded(OptionalInt threads) {
    return unscored(
        threads,
        Purpose.RECORDED,
        plan.recordings().forks(),
        "tollgate.probe.recording.RecordingProfiler:dir=" + folder.recordings());
  }

  private Invocation ledger(OptionalInt threads) {
    return unscored(threads, Purpose.LEDGER, 1, "tollgate.probe.ledger.LedgerProfiler");
  }

  /** More forks of each measurement, with an instrument that costs. */
  private Invocation unscored(OptionalInt threads, Purpose purpose, int count, String profiler) {
    String what = purpose.name().toLowerCase(Locale.ROOT);
    Path result = folder.part(name(threads) + "-" + what + ".json");
    Path forks = folder.part(name(threads) + "-" + what + "-forks");
    JmhArguments few =
        user()
            .without(Set.of("-f", "-wf"))
            .orElse(List.of("-f", Integer.toString(count), "-wf", "0"));
    List<String> arguments = common(threads, result, forks, few);
    arguments.addAll(List.of("-prof", profiler));
    return invocation(
        label(threads) + ", " + what, purpose, arguments, result, forks, count * UNSCORED_WEIGHT);
  }

  private JmhArguments user() {
    return JmhArguments.parse(plan.jmhArguments());
  }

  private List<String> common(
      OptionalInt threads, Path result, Path forks, JmhArguments arguments) {
    List<String> words = new ArrayList<>(plan.includes());
    words.addAll(arguments.orElse(plan.effort().jmhArguments(measurements)).words());
    threads.ifPresent(count -> words.addAll(List.of("-t", Integer.toString(count))));
    words.addAll(List.of("-rf", "json", "-rff", result.toString()));
    // The first profiler named is asked last, so it sees what the others add.
    words.addAll(List.of("-prof", "tollgate.probe.results.ForkResultsProfiler:dir=" + forks));
    return words;
  }

  /** Our own jar writes its environment by itself; the probe does it for every other. */
  private static List<String> environment(Path result) {
    return List.of(
        "-prof",
        "tollgate.probe.environment.EnvironmentProfiler:file=" + Invocation.environment(result));
  }

  private Invocation invocation(
      String label,
      Purpose purpose,
      List<String> arguments,
      Path result,
      Path forks,
      double weight) {
    return new Invocation(
        label, purpose, plan.jar().command(plan.java(), probe, arguments), result, forks, weight);
  }

  private static String name(OptionalInt threads) {
    return threads.isPresent() ? "t" + threads.getAsInt() : "default";
  }

  private static String label(OptionalInt threads) {
    if (threads.isEmpty()) {
      return "threads as annotated";
    }
    return threads.getAsInt() == 1 ? "1 thread" : threads.getAsInt() + " threads";
  }
}
