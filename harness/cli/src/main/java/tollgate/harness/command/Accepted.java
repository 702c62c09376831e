package tollgate.harness.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.config.BuildRules;
import tollgate.harness.model.InputException;
import tollgate.probe.environment.Build;

/**
 * The commit that a machine class without a baseline is measured against.
 *
 * @param commit its full hash
 * @param why it is this one, for people
 * @param sameBuild whether the candidate's jar is what this commit builds: one jar is both versions
 */
record Accepted(String commit, String why, boolean sameBuild) {

  /** What ends up in no jar, whoever builds it. */
  private static final List<String> NOT_BUILT =
      List.of(
          ":/",
          ":(top,exclude)baselines",
          ":(top,exclude)docs",
          ":(top,exclude)results",
          ":(top,exclude).github",
          ":(top,exclude,glob)**/src/test/**",
          ":(top,exclude,glob)**/*.md");

  private static final List<String> MAIN_BRANCHES =
      List.of("origin/HEAD", "origin/main", "origin/master", "main", "master");

  /** There is no accepted commit to be found; the message says why, in one clause. */
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /**
   * Decides.
   *
   * @param repository a folder of the git repository
   * @param candidate what the candidate's jar was built from; what it does not say is asked of git
   * @param asked the user's choice
   * @param store baselines of other machine classes, which name commits, and the {@code gate.toml}
   *     that says what else is not built
   * @param suite whose baselines count
   * @throws InputException when {@code asked} names no commit
   */
  static Accepted find(
      Path repository, Build candidate, Optional<String> asked, BaselineStore store, String suite)
      throws Unknown {
    String head =
        commit(repository, "HEAD")
            .orElseThrow(() -> new Unknown(repository + " is in no git repository with a commit"));
    String built = Optional.ofNullable(candidate.commit()).orElse(head);
    List<String> sources = sources(store);
    boolean dirty =
        Optional.ofNullable(candidate.dirty()).orElseGet(() -> isDirty(repository, sources));
    Choice choice =
        asked.isPresent()
            ? named(repository, asked.get())
            : usual(repository, built, dirty, store, suite);
    boolean same =
        !dirty
            && (choice.commit().equals(built) || sameSources(repository, choice, built, sources));
    return new Accepted(choice.commit(), choice.why(), same);
  }

  /** What a jar may be built from, as git's pathspecs. */
  private static List<String> sources(BaselineStore store) {
    Stream<String> others =
        store.policy().map(file -> BuildRules.read(file).notBuilt()).orElse(List.of()).stream()
            .map(path -> ":(top,exclude,literal)" + path);
    return Stream.concat(NOT_BUILT.stream(), others).toList();
  }

  private record Choice(String commit, String why) {}

  private static Choice named(Path repository, String ref) {
    return new Choice(
        commit(repository, ref)
            .orElseThrow(() -> new InputException("--accepted: " + ref + " is no commit here")),
        "as --accepted says");
  }

  private static Choice usual(
      Path repository, String built, boolean dirty, BaselineStore store, String suite)
      throws Unknown {
    String main =
        MAIN_BRANCHES.stream()
            .filter(branch -> commit(repository, branch).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    new Unknown(
                        "no main branch is known here: name a commit with" + " --accepted"));
    String base =
        Git.answer(repository, "merge-base", built, main)
            .orElseThrow(
                () ->
                    new Unknown(
                        "where this left "
                            + main
                            + " is unknown (a shallow clone?): fetch it, or name a commit with"
                            + " --accepted"));
    if (!base.equals(built)) {
      return new Choice(base, "where this left " + main);
    }
    if (dirty) {
      return new Choice(base, "without the uncommitted changes");
    }
    return recorded(repository, built, store, suite)
        .orElseGet(
            () -> new Choice(built, "the head of " + main + ": this compares it with itself"));
  }

  /** The commit of the latest session that any machine class has and this history contains. */
  private static Optional<Choice> recorded(
      Path repository, String built, BaselineStore store, String suite) {
    Stream<Session> sessions =
        store.machineClasses().stream()
            .filter(machineClass -> store.suites(machineClass).contains(suite))
            .flatMap(machineClass -> store.sessions(machineClass, suite).stream());
    return sessions
        .sorted(Comparator.comparing(Session::name).reversed())
        .flatMap(session -> commit(repository, commitOf(session)).stream())
        .filter(commit -> Git.succeeds(repository, "merge-base", "--is-ancestor", commit, built))
        .findFirst()
        .map(commit -> new Choice(commit, "the last one that a baseline was recorded of"));
  }

  private static String commitOf(Session session) {
    return session.name().substring(session.name().lastIndexOf('-') + 1);
  }

  private static boolean sameSources(
      Path repository, Choice choice, String built, List<String> sources) {
    String[] words =
        Stream.concat(Stream.of("diff", "--quiet", choice.commit(), built, "--"), sources.stream())
            .toArray(String[]::new);
    return Git.succeeds(repository, words);
  }

  private static boolean isDirty(Path repository, List<String> sources) {
    String[] words =
        Stream.concat(
                Stream.of("status", "--porcelain", "--untracked-files=no", "--"), sources.stream())
            .toArray(String[]::new);
    return Git.answer(repository, words).isPresent();
  }

  private static Optional<String> commit(Path repository, String ref) {
    return Git.answer(
            repository, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
        .filter(hash -> !Objects.equals(hash, ""));
  }

  /** The first digits. */
  String brief() {
    return commit.substring(0, Math.min(12, commit.length()));
  }
}
