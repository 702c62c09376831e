package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tollgate.harness.model.InputException;
import tollgate.harness.run.CommitBuild;
import tollgate.harness.run.Effort;
import tollgate.harness.run.JavaExecutable;
import tollgate.harness.run.JmhJar;
import tollgate.harness.run.Progress;
import tollgate.harness.run.RunPlan;

/** How versions are built and measured that are compared in turn. */
final class VersionOptions {

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Length of a fork: quick (the default), standard or full, as in run.")
  private String profile = "quick";

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
      description = "Worker threads; as each benchmark's annotations say if not given.")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "Only benchmarks whose full name matches; can be given several times.")
  private List<String> includes = new ArrayList<>();

  /** Builds our jar, and most people's. */
  static final String BUILD = "mvn --batch-mode --quiet -DskipTests package";

  @Option(
      names = "--build",
      paramLabel = "COMMAND",
      defaultValue = BUILD,
      description = "Builds a commit; '${DEFAULT-VALUE}' if not given.")
  private String build = "";

  @Option(
      names = "--built",
      paramLabel = "JAR",
      defaultValue = "benchmarks/target/benchmarks.jar",
      description = "The jar that makes, within the tree; ${DEFAULT-VALUE} if not given.")
  private Path built = Path.of("");

  /**
   * The jar that {@code version} names, built first when it is a commit.
   *
   * @throws InputException when it is neither a jar nor a commit
   */
  Path jar(Console console, String version, Progress progress)
      throws IOException, InterruptedException {
    Path file = console.resolve(Path.of(version));
    if (Files.exists(file) || version.endsWith(".jar")) {
      return file;
    }
    String commit =
        Git.answer(console, "rev-parse", "--verify", "--quiet", version + "^{commit}")
            .orElseThrow(
                () ->
                    new InputException(
                        version + ": neither a jar nor a commit of a git repository here"));
    return new CommitBuild(console.directory(), cache(console), build, built, progress).jar(commit);
  }

  /** Where jars of commits are kept. */
  static Path cache(Console console) {
    String asked = console.variables().getOrDefault("XDG_CACHE_HOME", "");
    Path home =
        asked.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(asked);
    return home.resolve("tollgate").resolve("jars");
  }

  /** What is measured of a version; only the jar differs between two. */
  RunPlan plan(Console console, Path jar, List<String> jmhArguments) {
    return new RunPlan(
        JmhJar.open(jar),
        JavaExecutable.find(Optional.ofNullable(java).map(console::resolve), console.variables()),
        effort(),
        threads,
        includes,
        RunPlan.Recordings.NONE,
        false,
        jmhArguments);
  }

  private Effort effort() {
    return Arrays.stream(Effort.values())
        .filter(effort -> effort.name().toLowerCase(Locale.ROOT).equals(profile))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException("--profile: " + profile + " is none of quick, standard, full"));
  }
}
