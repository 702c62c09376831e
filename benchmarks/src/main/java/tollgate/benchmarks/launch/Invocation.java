package tollgate.benchmarks.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import tollgate.benchmarks.backend.BackendFacts;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.PostgresChoice;
import tollgate.benchmarks.backend.Rendezvous;
import tollgate.benchmarks.backend.RunningBackends;
import tollgate.probe.environment.Build;
import tollgate.probe.environment.BytecodeHash;
import tollgate.probe.environment.Environment;
import tollgate.probe.environment.EnvironmentRecorder;

/**
 * One run of JMH with its backends, from the first server started to the last one stopped,
 * whichever way it ends.
 *
 * <p>It ends exactly once: either JMH's thread {@link #finishes}, or the JVM is told to stop (by a
 * signal, or because a backend died) and the shutdown hook breaks the run off.
 */
final class Invocation implements RunRecorder.Listener {
  /** Packages whose code is part of the instrument, or described as a backend. */
  private static final List<String> INSTRUMENT =
      List.of("tollgate.benchmarks.backend.", "tollgate.benchmarks.launch.");

  private enum End {
    RUNNING,
    FINISHED,
    BROKEN_OFF
  }

  private final AtomicReference<End> end = new AtomicReference<>(End.RUNNING);
  private final Options options;
  private final Optional<ResultFile> resultFile;
  private final Set<Need> needs;
  private final Set<Need> dispensable;
  private final PostgresChoice choice;
  private final Path rendezvous;
  private final Optional<Rendezvous> served;
  private final RunningBackends backends;
  private final EnvironmentRecorder environment;
  private final RunRecorder recorder;
  private final Thread hook = new Thread(this::breakOff, "tollgate-break-off");
  private volatile @Nullable String death;

  private Invocation(
      Options options,
      Set<Need> needs,
      Set<Need> dispensable,
      PostgresChoice choice,
      List<String> commandLine,
      Path rendezvous,
      Optional<Rendezvous> served,
      LiveLine live)
      throws UsageException {
    this.options = options;
    this.resultFile = ResultFile.of(options);
    this.needs = needs;
    this.dispensable = dispensable;
    this.choice = choice;
    this.rendezvous = rendezvous;
    this.served = served;
    this.backends = new RunningBackends(Messages::progress, this::backendDied);
    this.environment =
        new EnvironmentRecorder(
            commandLine,
            Build.of(Invocation.class),
            new BytecodeHash(
                Invocation.class.getClassLoader(),
                name -> INSTRUMENT.stream().anyMatch(name::startsWith)));
    this.recorder = new RunRecorder(Output.create(options), live, this);
  }

  /**
   * Prepares a run; nothing is started yet.
   *
   * @param options JMH's options, as the user gave them
   * @param commandLine the whole command line, for the record
   * @param live shows what goes on in long iterations
   * @throws UsageException when a file cannot be written, the JVM has no virtual threads that are
   *     asked for, or more connections would be opened than the operating system allows
   */
  static Invocation prepare(
      Options options, PostgresChoice choice, List<String> commandLine, LiveLine live)
      throws UsageException {
    Optional<ResultFile> file = ResultFile.of(options);
    if (file.isPresent()) {
      file.get().requireWritable();
    }
    VirtualThreads.require(options);
    Set<Need> needs = Selection.needs(options);
    Selection.requireDescriptors(options);
    String given = System.getenv().getOrDefault(Rendezvous.VARIABLE, "");
    Optional<Rendezvous> served =
        served(given).filter(there -> !needs.isEmpty() && there.offers(needs));
    Path rendezvous = served.isPresent() ? Path.of(given) : Rendezvous.newPath();
    return new Invocation(
        DefaultProfilers.added(options, rendezvous),
        needs,
        Selection.dispensable(options),
        choice,
        commandLine,
        rendezvous,
        served,
        live);
  }

  /** Servers that {@link Serve} runs for several invocations. */
  private static Optional<Rendezvous> served(String file) throws UsageException {
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Rendezvous.read(Path.of(file)));
    } catch (IOException e) {
      throw new UsageException(
          Rendezvous.VARIABLE + ": " + file + " cannot be read: is Serve still running?");
    }
  }

  /**
   * Runs JMH.
   *
   * @throws RunnerException as JMH's runner does; backends are stopped and files written by then
   */
  void run() throws RunnerException {
    System.setProperty(Rendezvous.PROPERTY, rendezvous.toString());
    Runtime.getRuntime().addShutdownHook(hook);
    boolean complete = false;
    try {
      new Runner(options, recorder).run();
      complete = true;
    } finally {
      finishes();
      finish(complete);
    }
  }

  /** The benchmarks of which a fork failed, by name, with the reason if it is known. */
  Map<String, String> failed() {
    return recorder.failed();
  }

  /** Whether benchmarks failed because a server that they need could not be started. */
  boolean lacksBackend() {
    return !backends.missing().isEmpty();
  }

  /** JMH's own thread goes no further once the run was broken off. */
  private void finishes() {
    if (!end.compareAndSet(End.RUNNING, End.FINISHED)) {
      RunRecorder.waitForEver();
    }
  }

  private void finish(boolean complete) {
    try {
      if (!complete) {
        keepWholeForks();
      }
      writeEnvironment(complete);
    } finally {
      stop();
    }
  }

  private void stop() {
    backends.close();
    if (served.isPresent()) {
      return;
    }
    try {
      Files.deleteIfExists(rendezvous);
    } catch (IOException e) {
      Messages.error("cannot delete " + rendezvous + ": " + e.getMessage());
    }
  }

  @Override
  public void runStarts() {
    if (served.isPresent()) {
      served.get().pids().forEach(environment::addOwnProcess);
      served.get().facts().forEach(this::describe);
      return;
    }
    try {
      backends.start(needs, dispensable, choice);
      backends
          .missing()
          .values()
          .forEach(why -> Messages.error(why + "; what needs it fails, all else is measured"));
      backends.ownPids().forEach(environment::addOwnProcess);
      backends.facts().forEach(this::describe);
      if (!needs.isEmpty()) {
        backends.publish(rendezvous);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot write " + rendezvous, e);
    }
  }

  private void describe(BackendFacts facts) {
    environment.addBackend(facts.name(), facts.kind(), facts.version(), facts.settings());
  }

  @Override
  public void benchmarkStarts(BenchmarkParams params) {
    environment.startBenchmark(params);
  }

  @Override
  public void benchmarkEnds(BenchmarkParams params) {
    environment.endBenchmark(params);
    // Not only at the end: no hook runs after kill -9 or a power cut.
    if (!keepWholeForks().isEmpty()) {
      writeEnvironment(false);
    }
  }

  /** Ends the JVM, and with it the run: JMH's thread may be in the middle of anything. */
  private void backendDied(String line) {
    death = line;
    System.exit(Exit.USAGE);
  }

  private void breakOff() {
    if (!end.compareAndSet(End.RUNNING, End.BROKEN_OFF)) {
      return;
    }
    recorder.silence();
    // JMH may have been in the middle of a line.
    System.err.println();
    String line = death;
    if (line != null) {
      Messages.error(line);
    }
    backends.killForks();
    try {
      List<RunResult> kept = keepWholeForks();
      if (!kept.isEmpty() || line == null) {
        Messages.error((line == null ? "interrupted; " : "") + describe(kept));
      }
      if (!kept.isEmpty()) {
        writeEnvironment(false);
      }
    } finally {
      stop();
    }
  }

  private String describe(List<RunResult> kept) {
    return resultFile.isPresent() && !kept.isEmpty()
        ? "the whole forks of " + kept.size() + " benchmarks are kept in " + resultFile.get().path()
        : "nothing was kept";
  }

  /** The hook may come while JMH's thread is here. */
  private synchronized List<RunResult> keepWholeForks() {
    List<RunResult> kept = recorder.wholeForks();
    if (resultFile.isEmpty() || kept.isEmpty()) {
      return List.of();
    }
    try {
      resultFile.get().write(kept);
      return kept;
    } catch (IOException e) {
      Messages.error("what was measured cannot be written: " + e.getMessage());
      return List.of();
    }
  }

  private void writeEnvironment(boolean complete) {
    if (resultFile.isEmpty()) {
      return;
    }
    Path file = Environment.fileFor(resultFile.get().path());
    try {
      environment.environment(complete).write(file);
    } catch (IOException e) {
      Messages.error("the environment cannot be written to " + file + ": " + e.getMessage());
    }
  }
}
