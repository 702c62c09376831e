package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;
import tollgate.harness.run.RunPlan;
import tollgate.harness.verdict.Confirmation;
import tollgate.harness.verdict.Report;

/**
 * Measures what a baseline calls regressed once more, beside the commit the baseline was recorded
 * of, before the gate says so.
 */
final class Confirming {

  /** Beside the candidate's result. */
  private static final String FOLDER = "confirmation";

  private final Console console;
  private final HereAndNow hereAndNow;
  private final boolean wanted;

  /**
   * Confirms.
   *
   * @param wanted whether to measure at all; else what the baseline says stands
   */
  Confirming(Console console, HereAndNow hereAndNow, boolean wanted) {
    this.console = console;
    this.hereAndNow = hereAndNow;
    this.wanted = wanted;
  }

  /**
   * The report by the baseline, after a second look at what it accuses.
   *
   * @param before sessions of the baseline
   * @param after sessions of the candidate
   * @param folder run folder of the candidate
   * @param accepted the baseline's version
   * @param candidate the candidate's
   */
  Report confirmed(
      Report first,
      List<Run> before,
      List<Run> after,
      Policy policy,
      Path folder,
      Explaining.Version accepted,
      Explaining.Version candidate)
      throws IOException, InterruptedException {
    List<BenchmarkKey> suspects = Confirmation.suspects(first);
    if (!wanted || suspects.isEmpty()) {
      return first;
    }
    try {
      if (!arguments(before, suspects).equals(arguments(after, suspects))) {
        throw new HereAndNow.Impossible("the two were started with other JVM arguments");
      }
      RunPlan plan = only(suspects, candidate.plan());
      RunPlan other = only(suspects, accepted.plan());
      String beside = "commit " + commit(before);
      ProgressLine.on(console)
          .say(
              "measuring again, beside "
                  + beside
                  + ", what the baseline accuses: "
                  + suspects.stream()
                      .map(BenchmarkKey::toString)
                      .collect(Collectors.joining(", ")));
      Report again =
          hereAndNow.again(
              console,
              other,
              plan,
              new InterleavedRun.Picked(suspects, Confirmation.family(first)),
              policy,
              unused(folder));
      return Confirmation.applied(
          with(first, again.warnings()), again.comparisons(), after, policy, beside);
    } catch (HereAndNow.Impossible | InputException e) {
      return unconfirmed(first, Failures.oneLine(String.valueOf(e.getMessage()), 300));
    }
  }

  private static Report unconfirmed(Report first, String why) {
    return with(
        first, List.of("what regressed was not measured again beside the accepted commit: " + why));
  }

  private static Report with(Report first, List<String> more) {
    List<String> warnings = new ArrayList<>(first.warnings());
    warnings.addAll(more);
    return new Report(
        first.outcome(),
        first.headline(),
        first.comparisons(),
        first.shift(),
        warnings,
        first.objectives());
  }

  private static RunPlan only(List<BenchmarkKey> suspects, RunPlan plan) {
    return plan.only(
        suspects.stream().map(BenchmarkKey::benchmark).toList(),
        suspects.stream().map(BenchmarkKey::threads).toList());
  }

  private static Set<List<String>> arguments(List<Run> runs, List<BenchmarkKey> suspects) {
    return runs.stream()
        .flatMap(run -> run.results().stream())
        .filter(result -> suspects.contains(result.key()))
        .map(Result::settings)
        .map(Settings::jvmArgs)
        .collect(Collectors.toSet());
  }

  private static String commit(List<Run> before) {
    return Optional.of(before.get(before.size() - 1))
        .flatMap(Run::environment)
        .map(Environment::commit)
        .map(hash -> hash.substring(0, Math.min(12, hash.length())))
        .orElse("?");
  }

  private static Path unused(Path folder) {
    Path chosen = folder.resolve(FOLDER);
    for (int number = 2; Files.exists(chosen); number++) {
      chosen = folder.resolve(FOLDER + "-" + number);
    }
    return chosen;
  }
}
