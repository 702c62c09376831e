package tollgate.harness.command;

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
      names = "--ledger",
      negatable = true,
      description = {
        "Measures each benchmark once more in a fork of its own that accounts for the threads' time,",
        "cause by cause. On by default but for quick; that fork is never scored either."
      })
  private @Nullable Boolean ledger;

  /**
   * The plan.
   *
   * @param words an effort (quick, standard, full), then arguments for JMH
   */
  RunPlan plan(Console console, List<String> words) {
    Optional<Effort> effort = words.stream().findFirst().flatMap(RunOptions::effort);
    return new RunPlan(
        JmhJar.open(jar(console)),
        JavaExecutable.find(Optional.ofNullable(java).map(console::resolve), console.variables()),
        effort.orElse(Effort.QUICK),
        threads,
        includes,
        record,
        ledger != null ? ledger : effort.orElse(Effort.QUICK) != Effort.QUICK,
        effort.isPresent() ? words.subList(1, words.size()) : words);
  }

  /** Thread counts to measure at when the command line names none. */
  void threadsIfNoneGiven(List<Integer> counts) {
    if (threads.isEmpty()) {
      threads = List.copyOf(counts);
    }
  }

  /** The effort of that name; empty when {@code word} is none. */
  static Optional<Effort> effort(String word) {
    return Arrays.stream(Effort.values())
        .filter(effort -> effort.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
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
