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

/** Runs single benchmarks once more with recording, for their profiles and not for their scores. */
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
    if (stopper.stopped()) {
      return Optional.of("interrupted");
    }
    Path recordings = folder.resolve("recordings").toAbsolutePath();
    Files.createDirectories(recordings);
    Path log = folder.resolve("jmh.log");
    JmhOutput output = new JmhOutput();
    JmhProcess process =
        stopper.watch(
            JmhProcess.start(
                plan.jar().command(plan.java(), probe.path(), words(plan, key, recordings)),
                directory,
                Optional.of(log)));
    int code =
        process.follow(
            line -> {
              output.accept(line);
              progress.show(output.done(), "recording " + output.name());
            });
    RecordingsLimit.keep(recordings, plan.recordings().limitMegabytes()).ifPresent(progress::say);
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
  private static List<String> words(RunPlan plan, BenchmarkKey key, Path recordings) {
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
    words.addAll(List.of("-f", Integer.toString(plan.recordings().forks()), "-wf", "0"));
    words.addAll(List.of("-prof", "tollgate.probe.recording.RecordingProfiler:dir=" + recordings));
    return words;
  }

  @Override
  public void close() throws IOException {
    stopper.close();
    probe.close();
  }
}
