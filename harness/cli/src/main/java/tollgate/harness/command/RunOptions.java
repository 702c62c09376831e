package tollgate.harness.command;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tollgate.harness.config.Suite;
import tollgate.harness.config.SuiteReader;
import tollgate.harness.model.InputException;
import tollgate.harness.run.Effort;
import tollgate.harness.run.JavaExecutable;
import tollgate.harness.run.JmhJar;
import tollgate.harness.run.RunPlan;

/** What to measure, and with what. */
final class RunOptions {

  private static final Path BUILT = Path.of("benchmarks", "target", "benchmarks.jar");

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "Any self-contained JMH jar; Tollgate's own benchmarks.jar if not given.")
  private @Nullable Path jar;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "How long: quick (5 forks, 2 x 300 ms: minutes for a whole suite; 2 forks of more than 40"
              + " benchmarks at once; the default), standard (5 forks, 5 x 1 s) or full (as each"
              + " benchmark's annotations say). For a suite of scenarios the load: baseline (the"
              + " default), standard, peak, stress or soak.")
  private @Nullable String profile;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "JDK home or java executable that measures; else JAVA_HOME, else this JVM.")
  private @Nullable Path java;

  @Option(
      names = "--threads",
      paramLabel = "N[,N...]",
      split = ",",
      hideParamSyntax = true,
      description =
          "Worker threads; several make a sweep, for example 1,2,4,8,16,32,50. As each benchmark's"
              + " annotations say if not given.")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "Only benchmarks whose full name matches; can be given several times.")
  private List<String> includes = new ArrayList<>();

  @Option(
      names = "--jfr",
      description =
          "Measures each benchmark once more in a fork of its own that is recorded with JDK Flight"
              + " Recorder. Recording costs, so that fork is printed but never scored.")
  private boolean record;

  @Option(
      names = "--jfr-forks",
      paramLabel = "N",
      description = "Recorded forks of each benchmark; 1 if not given. Includes --jfr.")
  private @Nullable Integer recordedForks;

  @Option(
      names = "--recordings-limit",
      paramLabel = "MB",
      defaultValue = "1000",
      description =
          "What all recordings of a run may take; the oldest are dropped beyond it;"
              + " ${DEFAULT-VALUE} if not given.")
  private int recordingsLimit;

  @Option(
      names = "--ledger",
      negatable = true,
      description = {
        "Measures each benchmark once more in a fork of its own that accounts for the threads' time,",
        "cause by cause. On by default but for quick; that fork is never scored either."
      })
  private @Nullable Boolean ledger;

  private List<String> params = List.of();
  private boolean loads;

  /**
   * The plan.
   *
   * @param jmhArguments the user's own, for JMH
   * @throws InputException when an option is wrong
   */
  RunPlan plan(Console console, List<String> jmhArguments) {
    // How long a scenario takes is its own matter, and its users are no benchmark threads.
    Effort effort = loads ? Effort.FULL : effort(Optional.ofNullable(profile).orElse("quick"));
    return new RunPlan(
        JmhJar.open(jar(console)),
        java(console),
        effort,
        threads,
        includes,
        recordings(record || recordedForks != null ? 1 : 0),
        ledger != null ? ledger : effort != Effort.QUICK && !loads,
        withParams(jmhArguments));
  }

  /** Whether ledgers may be taken to explain what changed. */
  boolean ledgersIfNeeded() {
    return ledger == null || ledger;
  }

  /**
   * What to record.
   *
   * @param forks when the command line does not say how many
   */
  RunPlan.Recordings recordings(int forks) {
    return new RunPlan.Recordings(recordedForks == null ? forks : recordedForks, recordingsLimit);
  }

  /** The suite's choice of parameters, but for those the user chooses. */
  private List<String> withParams(List<String> jmhArguments) {
    List<String> all = new ArrayList<>();
    for (String param : params) {
      String name = param.substring(0, param.indexOf('=') + 1);
      if (jmhArguments.stream().noneMatch(word -> word.startsWith(name))) {
        all.addAll(List.of("-p", param));
      }
    }
    all.addAll(jmhArguments);
    return all;
  }

  /** Feature release of the JVM that measures, 0 when it does not tell. */
  int javaRelease(Console console) throws IOException, InterruptedException {
    return JavaExecutable.release(java(console));
  }

  private Path java(Console console) {
    return JavaExecutable.find(
        Optional.ofNullable(java).map(console::resolve), console.variables());
  }

  /** Measures what the suite says wherever the command line says nothing. */
  void defaultTo(Suite suite) {
    if (profile == null) {
      profile = suite.profile();
    }
    if (threads.isEmpty()) {
      threads = suite.threads();
    }
    if (includes.isEmpty()) {
      includes = suite.include();
    }
    params = suite.params();
    loads = suite.loads();
    if (loads) {
      String load = Optional.ofNullable(profile).orElse(suite.profile());
      if (!SuiteReader.LOADS.contains(load)) {
        throw new InputException(
            "--profile: "
                + load
                + " is no load of scenarios: "
                + String.join(", ", SuiteReader.LOADS));
      }
      List<String> all = new ArrayList<>(params);
      all.add("load=" + load.toUpperCase(Locale.ROOT));
      params = all;
    }
  }

  /** The thread counts that the command line names, else {@code others}. */
  List<Integer> threadsOr(List<Integer> others) {
    return List.copyOf(threads.isEmpty() ? others : threads);
  }

  /** Thread counts to measure at when neither the command line nor a suite names any. */
  void threadsIfNoneGiven(List<Integer> counts) {
    if (threads.isEmpty()) {
      threads = List.copyOf(counts);
    }
  }

  private static Effort effort(String name) {
    return Arrays.stream(Effort.values())
        .filter(effort -> effort.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InputException("--profile: " + name + " is none of quick, standard, full"));
  }

  private Path jar(Console console) {
    Path asked = jar;
    if (asked != null) {
      return console.resolve(asked);
    }
    return candidates(console).stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    BUILT
                        + ": not built yet: run  mvn -q -DskipTests package  or name another JMH"
                        + " jar with --jar"));
  }

  /** The working directory's own first: a worktree measures itself. */
  private static List<Path> candidates(Console console) {
    List<Path> places = new ArrayList<>(List.of(console.resolve(BUILT)));
    String home = System.getProperty("tollgate.home", "");
    if (!home.isEmpty()) {
      places.add(Path.of(home).resolve(BUILT));
    }
    CodeSource source = RunOptions.class.getProtectionDomain().getCodeSource();
    if (source != null) {
      try {
        // <home>/harness/target/harness.jar
        places.add(
            Path.of(source.getLocation().toURI()).resolve("../../..").resolve(BUILT).normalize());
      } catch (URISyntaxException e) {
        // One place less to look.
      }
    }
    return places;
  }
}
