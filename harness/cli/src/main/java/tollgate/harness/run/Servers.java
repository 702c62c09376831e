package tollgate.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The servers that both versions' forks use during one round, a set for each version. Only
 * Tollgate's own jar brings such; for any other, forks are left to themselves.
 *
 * <p>A set lives no longer than its round: a server that happens to be slow, or a hub whose JIT
 * compiler chose badly, is then part of one pair of forks and not of all of them, so that the
 * scatter of pairs tells of it. A jar that is measured against itself has one set for all rounds:
 * whatever it does, it does to both forks of a pair.
 */
final class Servers implements AutoCloseable {

  private static final String SERVE = "tollgate.benchmarks.launch.Serve";
  private static final String ANSWER = "rendezvous ";
  private static final long END_SECONDS = 20;

  private final Contest contest;
  private final Path directory;
  private final Path log;
  private final Progress progress;
  private final Map<Side, Serving> running = new EnumMap<>(Side.class);
  private final boolean oneJar;
  private boolean possible;
  private int roundOfServers = -1;

  /**
   * Nothing runs yet.
   *
   * @param log takes what the servers say
   */
  Servers(Contest contest, Path directory, Path log, Progress progress) {
    this.contest = contest;
    this.directory = directory;
    this.log = log;
    this.progress = progress;
    this.oneJar = contest.baseline().jar().equals(contest.candidate().jar());
    this.possible =
        contest.baseline().jar().ours()
            && contest.candidate().jar().ours()
            && contest.baseline().jmhArguments().stream()
                .noneMatch(word -> word.startsWith("--postgres"));
  }

  private record Serving(Process process, Path rendezvous) {}

  /**
   * Environment variables for the forks of a version.
   *
   * @param subjects what is measured in this round; one alone gains nothing, unless all rounds
   *     share its servers, and serves itself
   */
  Map<String, String> variables(Side side, int round, List<Subject> subjects)
      throws IOException, InterruptedException {
    if (!possible || (subjects.size() < 2 && !oneJar)) {
      return Map.of();
    }
    boolean due = running.isEmpty() || (round != roundOfServers && !oneJar);
    if (due || running.values().stream().anyMatch(Servers::ended)) {
      restart(subjects);
      roundOfServers = round;
    }
    @Nullable Serving serving = running.get(side);
    return serving == null
        ? Map.of()
        : Map.of("TOLLGATE_RENDEZVOUS", serving.rendezvous().toString());
  }

  private static boolean ended(Serving serving) {
    return !serving.process().isAlive();
  }

  /** Both or none: a version whose servers are younger than the other's would be measured apart. */
  private void restart(List<Subject> subjects) throws IOException, InterruptedException {
    close();
    for (Side side : Side.values()) {
      if (oneJar && !running.isEmpty()) {
        running.put(side, running.values().iterator().next());
        return;
      }
      progress.show(0, "starting servers");
      Optional<Serving> serving = start(side, subjects);
      if (serving.isEmpty()) {
        possible = false;
        close();
        progress.say("each fork starts servers of its own (why: see " + log + ")");
        return;
      }
      running.put(side, serving.get());
    }
  }

  private Optional<Serving> start(Side side, List<Subject> subjects)
      throws IOException, InterruptedException {
    RunPlan plan = contest.plan(side);
    List<String> command =
        new ArrayList<>(
            List.of(plan.java().toString(), "-cp", plan.jar().path().toString(), SERVE));
    subjects.forEach(subject -> command.add("for=" + subject.include().get(0)));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Optional<Path> rendezvous = answer(process);
    if (rendezvous.isEmpty()) {
      end(process);
    }
    return rendezvous.map(file -> new Serving(process, file));
  }

  /** Where the servers are; empty when they could not be started. */
  private static Optional<Path> answer(Process process) throws IOException {
    // Not closed: that would close the pipe under a process that goes on.
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(ANSWER)) {
        return Optional.of(Path.of(line.substring(ANSWER.length())));
      }
    }
    return Optional.empty();
  }

  private static void end(Process process) throws InterruptedException {
    try {
      // The end of its input is what it waits for.
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends what runs; more can be asked for afterwards. */
  @Override
  public void close() {
    try {
      for (Serving serving : running.values()) {
        end(serving.process());
      }
    } catch (InterruptedException e) {
      // They end by themselves with this process, whose pipe is their input.
      Thread.currentThread().interrupt();
    }
    running.clear();
    roundOfServers = -1;
  }
}
