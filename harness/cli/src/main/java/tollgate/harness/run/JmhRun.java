package tollgate.harness.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.model.InputException;

/**
 * Runs a plan: JMH processes one after another, never two at a time. Whatever way it ends, what was
 * measured is in the folder.
 */
public final class JmhRun {

  private final RunPlan plan;
  private final Path directory;
  private final Progress progress;
  private final InstantSource clock;
  private final List<String> failures = new ArrayList<>();
  private final Stopper stopper = new Stopper();
  private double doneBefore;
  private int startedBefore;

  /**
   * A run that has not begun.
   *
   * @param directory working directory of the benchmarks
   */
  public JmhRun(RunPlan plan, Path directory, Progress progress, InstantSource clock) {
    this.plan = plan;
    this.directory = directory;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Measures.
   *
   * @param target where results go: a folder that is empty or not there yet
   * @throws InputException when nothing would be measured, or {@code target} cannot be used;
   *     nothing was written then
   * @throws IOException when results cannot be written
   */
  public RunOutcome into(Path target) throws IOException, InterruptedException {
    try (ProbeJar probe = ProbeJar.open();
        stopper) {
      int measurements = new Listings(directory, probe.path(), stopper).list(plan).measurements();
      RunFolder folder = RunFolder.create(target);
      List<Invocation> invocations =
          new Invocations(plan, folder, probe.path(), measurements).all();
      progress.say(
          "measuring "
              + measurements * Math.max(1, plan.threads().size())
              + " benchmarks (parameters and thread counts included) into "
              + folder.path());
      RunRecord record = new RunRecord(plan, invocations, clock.instant());
      record.write(folder, Optional.empty(), clock.instant());
      Optional<String> gaveUp = measure(invocations, folder, measurements);
      return finish(invocations, folder, gaveUp, record);
    }
  }

  private Optional<String> measure(List<Invocation> invocations, RunFolder folder, int each)
      throws IOException, InterruptedException {
    double weight = invocations.stream().mapToDouble(Invocation::weight).sum();
    int planned = each * invocations.size();
    for (Invocation invocation : invocations) {
      Optional<String> gaveUp = measure(invocation, folder, weight, planned);
      if (gaveUp.isPresent() || stopper.stopped()) {
        return stopper.stopped() ? Optional.empty() : gaveUp;
      }
      doneBefore += invocation.weight() / weight;
    }
    return Optional.empty();
  }

  private Optional<String> measure(
      Invocation invocation, RunFolder folder, double weight, int planned)
      throws IOException, InterruptedException {
    JmhOutput output = new JmhOutput();
    String[] finished = {""};
    JmhProcess process =
        stopper.watch(
            JmhProcess.start(
                invocation.command(),
                directory,
                Optional.of(folder.log()),
                Map.of(LiveLines.VARIABLE, LiveLines.ALL)));
    int code =
        process.follow(
            line -> {
              if (output.starts(line)) {
                tell(finished[0], output);
              }
              output.accept(line);
              finished[0] = describe(invocation, output, planned);
              progress.show(doneBefore + output.done() * invocation.weight() / weight, finished[0]);
            },
            live ->
                progress.live(
                    doneBefore + output.done() * invocation.weight() / weight,
                    output.underWay(),
                    live));
    tell(finished[0], output);
    if (invocation.purpose() == Purpose.RECORDED) {
      RecordingsLimit.keep(folder.recordings(), plan.recordings().limitMegabytes())
          .ifPresent(progress::say);
    }
    startedBefore += output.measurements();
    failures.addAll(output.failures());
    return code == 0
        ? Optional.empty()
        : Optional.of(orUnknown(output.lastWords(), code) + " (all it said: " + folder.log() + ")");
  }

  private void tell(String line, JmhOutput output) {
    if (output.measurements() > 0) {
      progress.say(progress.elapsed() + " " + line);
    }
  }

  private String describe(Invocation invocation, JmhOutput output, int planned) {
    return "[%d/%d] %s %s%s%s"
        .formatted(
            startedBefore + output.measurements(),
            planned,
            output.name(),
            invocation.label(),
            output.fork().isEmpty() ? "" : ", " + output.fork(),
            output.score().isEmpty() ? "" : ": " + output.score());
  }

  private RunOutcome finish(
      List<Invocation> invocations, RunFolder folder, Optional<String> gaveUp, RunRecord record)
      throws IOException {
    List<Invocation> scored = of(Purpose.SCORED, invocations);
    int scores = ResultParts.merge(scored, folder.result());
    int recordings = ResultParts.merge(of(Purpose.RECORDED, invocations), folder.recordedResult());
    ResultParts.merge(of(Purpose.LEDGER, invocations), folder.ledgerResult());
    LedgerMerge.into(folder.result(), folder.ledgerResult());
    RunOutcome outcome = new RunOutcome(scores, recordings, failures, gaveUp, stopper.stopped());
    if (scores > 0) {
      EnvironmentParts.merge(
          scored.stream().map(each -> Invocation.environment(each.result())).toList(),
          folder.environment(),
          outcome.complete());
    }
    folder.removeParts();
    record.write(folder, Optional.of(outcome), clock.instant());
    if (outcome.interrupted()) {
      // Said here and not by the caller: the JVM ends as soon as this is done.
      progress.say(
          scores == 0
              ? "interrupted before any fork ended: nothing was measured"
              : "interrupted: kept " + scores + " benchmarks in " + folder.result());
    }
    return outcome;
  }

  private static List<Invocation> of(Purpose purpose, List<Invocation> invocations) {
    return invocations.stream().filter(each -> each.purpose() == purpose).toList();
  }

  private static String orUnknown(String words, int code) {
    return words.isEmpty() ? "JMH ended with exit code " + code : words;
  }
}
