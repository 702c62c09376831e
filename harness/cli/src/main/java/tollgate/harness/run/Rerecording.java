package tollgate.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tollgate.harness.model.BenchmarkKey;

/**
 * Runs single benchmarks once more with an instrument, for what it tells and not for their scores.
 */
public final class Rerecording implements AutoCloseable {

  private final Path directory;
  private final Progress progress;
  private final ProbeJar probe;
  private final Stopper stopper = new Stopper();

  /**
   * Unpacks the probe.
   *
   * @param directory working directory of the benchmarks
   */
  public Rerecording(Path directory, Progress progress) throws IOException {
    this.directory = directory;
    this.progress = progress;
    this.probe = ProbeJar.open();
  }

  /**
   * Records one benchmark.
   *
   * @param plan the version, how long to measure, and how many forks to record
   * @param folder run folder: its {@code recordings/} and {@code jmh.log} grow
   * @return what went wrong, one line; empty when nothing did
   */
  public Optional<String> record(RunPlan plan, BenchmarkKey key, Path folder)
      throws IOException, InterruptedException {
    Path recordings = folder.resolve("recordings").toAbsolutePath();
    Files.createDirectories(recordings);
    List<String> words = words(plan, key, plan.recordings().forks());
    words.addAll(List.of("-prof", "tollgate.probe.recording.RecordingProfiler:dir=" + recordings));
    Optional<String> wrong = run(plan, words, folder, "recording ");
    RecordingsLimit.keep(recordings, plan.recordings().limitMegabytes()).ifPresent(progress::say);
    return wrong;
  }

  /**
   * Takes the time ledger of one benchmark, in one fork.
   *
   * @param plan the version, and how long to measure
   * @param folder run folder: its {@code jmh.log} grows
   * @param result where JMH writes the metrics of the ledger; its folder is there
   * @return what went wrong, one line; empty when nothing did
   */
  public Optional<String> takeLedger(RunPlan plan, BenchmarkKey key, Path folder, Path result)
      throws IOException, InterruptedException {
    List<String> words = words(plan, key, 1);
    words.addAll(List.of("-prof", "tollgate.probe.ledger.LedgerProfiler"));
    words.addAll(List.of("-rf", "json", "-rff", result.toAbsolutePath().toString()));
    return run(plan, words, folder, "taking the time ledger of ");
  }

  private Optional<String> run(RunPlan plan, List<String> words, Path folder, String doing)
      throws IOException, InterruptedException {
    if (stopper.stopped()) {
      return Optional.of("interrupted");
    }
    Path log = folder.resolve("jmh.log");
    JmhOutput output = new JmhOutput();
    JmhProcess process =
        stopper.watch(
            JmhProcess.start(
                plan.jar().command(plan.java(), probe.path(), words), directory, Optional.of(log)));
    int code =
        process.follow(
            line -> {
              output.accept(line);
              progress.show(output.done(), doing + output.name());
            });
    if (code != 0) {
      String why = output.lastWords();
      return Optional.of(
          (why.isEmpty() ? "JMH ended with exit code " + code : why)
              + " (all it said: "
              + log
              + ")");
    }
    return output.failures().stream().findFirst();
  }

  /** Exactly this benchmark, its mode, parameters and threads, as long as it was measured. */
  private static List<String> words(RunPlan plan, BenchmarkKey key, int forks) {
    List<String> words = new ArrayList<>();
    words.add("^" + Pattern.quote(key.benchmark()) + "$");
    // JMH cuts values at commas: with one in it, whatever the plan chose is measured.
    boolean cut = key.params().values().stream().anyMatch(value -> value.contains(","));
    Set<String> replaced =
        cut ? Set.of("-f", "-wf", "-t", "-bm") : Set.of("-f", "-wf", "-t", "-bm", "-p");
    words.addAll(
        JmhArguments.parse(plan.jmhArguments())
            .without(replaced)
            .orElse(JmhArguments.parse(plan.effort().jmhArguments()).without(Set.of("-f")).words())
            .words());
    if (!cut) {
      for (Map.Entry<String, String> param : key.params().entrySet()) {
        words.addAll(List.of("-p", param.getKey() + "=" + param.getValue()));
      }
    }
    words.addAll(List.of("-bm", key.mode().label(), "-t", Integer.toString(key.threads())));
    words.addAll(List.of("-f", Integer.toString(forks), "-wf", "0"));
    return words;
  }

  @Override
  public void close() throws IOException {
    stopper.close();
    probe.close();
  }
}
