package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.config.BuildRules;
import tollgate.harness.config.Policy;
import tollgate.harness.model.InputException;
import tollgate.harness.render.Document;
import tollgate.harness.run.CommitBuild;
import tollgate.harness.run.Contest;
import tollgate.harness.run.Interleaving;
import tollgate.harness.run.JmhJar;
import tollgate.harness.run.Progress;
import tollgate.harness.run.RunPlan;
import tollgate.harness.run.Side;
import tollgate.harness.verdict.Report;
import tollgate.probe.environment.Build;

/**
 * What the gate does on a machine class that has no baseline: builds the accepted commit and
 * measures it and the candidate in turn, as {@code ab} does.
 */
final class HereAndNow {

  /** As many as a session of the usual profile has. */
  private static final int MOST_FORKS = 5;

  /** What is accused has been picked out already; a few forks more make its case clear. */
  private static final int MOST_FORKS_AGAIN = 10;

  private static final long SEED = 1;

  /** Left for measuring however long the build took: less gives no verdict at all. */
  private static final Duration LEAST_TIME = Duration.ofSeconds(150);

  private final long startNanos = System.nanoTime();

  @Option(
      names = "--accepted",
      paramLabel = "COMMIT",
      description =
          "Without a baseline: the commit to measure against. If not given, where this branch left"
              + " the main branch; on the main branch the commit of the latest baseline of any"
              + " machine class, else HEAD itself.")
  private @Nullable String accepted;

  @Option(
      names = "--build",
      paramLabel = "COMMAND",
      description =
          "Builds the accepted commit; if not given, as gate.toml says, else '"
              + VersionOptions.BUILD
              + "'.")
  private @Nullable String build;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      defaultValue = "210s",
      description =
          "Without a baseline: no pair of forks is begun after this, the build included."
              + " With one: the same for measuring again what regressed; ${DEFAULT-VALUE} if not"
              + " given.")
  private String maxTime = "";

  /** The accepted version cannot be measured; the message says why, in one clause. */
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String message) {
      super(message);
    }
  }

  /**
   * Before anything is measured: later it would cost what was measured, or end as a mere warning.
   *
   * @throws InputException when an option is wrong
   */
  void check() {
    TimeLimit.parse(maxTime);
  }

  /**
   * Measures and judges.
   *
   * @param baseline the one that is missing
   * @param candidate what is measured of the candidate
   * @param folder where results go
   * @param explaining finds out why what regressed did
   * @throws InputException when an option is wrong
   */
  Document judge(
      Console console,
      GateBaseline baseline,
      RunPlan candidate,
      Policy policy,
      Path folder,
      Explaining explaining)
      throws Impossible, IOException, InterruptedException {
    Duration limit = TimeLimit.parse(maxTime);
    Progress progress = ProgressLine.on(console);
    Path jar = candidate.jar().path();
    Accepted commit = accepted(baseline, jar);
    progress.say(
        baseline.absence()
            + ": measuring commit "
            + commit.brief()
            + " ("
            + commit.why()
            + ") and this version in turn, for at most "
            + maxTime);
    RunPlan first =
        candidate.of(
            JmhJar.open(
                commit.sameBuild()
                    ? jar
                    : built(commit.commit(), jar, baseline.store(), console, progress)));
    Duration left = limit.minusNanos(System.nanoTime() - startNanos);
    try (Interleaving forks =
        new Interleaving(
            new Contest(first, candidate, MOST_FORKS, SEED),
            console.directory(),
            folder,
            Optional.of(left.compareTo(LEAST_TIME) < 0 ? min(limit, LEAST_TIME) : left),
            progress,
            InstantSource.system())) {
      Report report =
          GateObjectives.beside(
              InterleavedRun.thatEndsInTime(forks, policy, progress, MOST_FORKS).measure(),
              forks,
              policy);
      Document document =
          new Document(
              explained(report, baseline, commit, candidate),
              List.of(
                  "commit " + commit.brief() + " (" + forks.files().merged(Side.BASELINE) + ")"),
              List.of("this version (" + forks.files().merged(Side.CANDIDATE) + ")"),
              explaining.evidence(
                  new TreeMap<>(),
                  report,
                  folder,
                  Explaining.Side.of(() -> first),
                  Explaining.Side.of(() -> candidate)));
      Optional<AbFolder> kept = AbFolder.at(folder);
      if (kept.isPresent()) {
        kept.get().write(document);
      }
      return document;
    }
  }

  /**
   * Measures benchmarks again that a baseline calls regressed: the commit it was recorded of and
   * the candidate in turn.
   *
   * @param picked which, out of how many
   * @param folder where results go, not there yet
   */
  Report again(
      Console console,
      RunPlan accepted,
      RunPlan candidate,
      InterleavedRun.Picked picked,
      Policy policy,
      Path folder)
      throws IOException, InterruptedException {
    Progress progress = ProgressLine.on(console);
    try (Interleaving forks =
        new Interleaving(
            new Contest(accepted, candidate, MOST_FORKS_AGAIN, SEED),
            console.directory(),
            folder,
            Optional.of(TimeLimit.parse(maxTime)),
            progress,
            InstantSource.system())) {
      return InterleavedRun.thatConfirms(forks, policy, progress, MOST_FORKS_AGAIN, picked)
          .measure();
    }
  }

  /**
   * The jar that a recorded session's commit builds, which may be the candidate's.
   *
   * @throws Impossible when it cannot be built
   * @throws InputException when there is no such commit here
   */
  Path jarOf(String commit, Path jar, BaselineStore store, Console console)
      throws Impossible, IOException, InterruptedException {
    try {
      Accepted found = Accepted.find(folderOf(jar), Build.of(jar), Optional.of(commit), store, "");
      return found.sameBuild() ? jar : built(commit, jar, store, console, ProgressLine.on(console));
    } catch (Accepted.Unknown e) {
      throw new Impossible(String.valueOf(e.getMessage()));
    }
  }

  private static Duration min(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }

  private Accepted accepted(GateBaseline baseline, Path jar) throws Impossible {
    try {
      return Accepted.find(
          folderOf(jar),
          Build.of(jar),
          Optional.ofNullable(accepted),
          baseline.store(),
          baseline.suite());
    } catch (Accepted.Unknown e) {
      throw new Impossible(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The jar of a commit of the repository that {@code jar} was built in.
   *
   * @throws Impossible when it cannot be built
   */
  private Path built(
      String commit, Path jar, BaselineStore store, Console console, Progress progress)
      throws Impossible, IOException, InterruptedException {
    Path root =
        Git.answer(folderOf(jar), "rev-parse", "--show-toplevel")
            .map(Path::of)
            .orElseThrow(() -> new Impossible(jar + " is in no git repository"));
    Path product = real(root).relativize(real(jar));
    try {
      return new CommitBuild(root, VersionOptions.cache(console), command(store), product, progress)
          .jar(commit);
    } catch (InputException e) {
      throw new Impossible(String.valueOf(e.getMessage()));
    }
  }

  private String command(BaselineStore store) {
    String asked = build;
    return asked != null
        ? asked
        : store
            .policy()
            .flatMap(file -> BuildRules.read(file).command())
            .orElse(VersionOptions.BUILD);
  }

  private static Path real(Path path) {
    try {
      return Files.exists(path) ? path.toRealPath() : path;
    } catch (IOException e) {
      return path;
    }
  }

  private static Path folderOf(Path jar) {
    Path parent = real(jar.toAbsolutePath()).getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static Report explained(
      Report report, GateBaseline baseline, Accepted commit, RunPlan candidate) {
    List<String> warnings = new ArrayList<>();
    warnings.add(
        baseline.absence()
            + ": measured here and now against commit "
            + commit.brief()
            + ", "
            + commit.why());
    if (commit.sameBuild()) {
      warnings.add("nothing that is built differs from that commit: one jar stood for both");
    }
    if (candidate.record() || candidate.ledger()) {
      warnings.add(
          "without a baseline no ledgers are taken, and recordings only of what regressed");
    }
    warnings.addAll(report.warnings());
    return new Report(
        report.outcome(),
        report.headline(),
        report.comparisons(),
        report.shift(),
        warnings,
        report.objectives());
  }
}
