package tollgate.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.InputException;

/**
 * Builds the benchmarks of a commit in a temporary worktree, which leaves the working tree alone
 * and is gone afterwards. What is built stays in a cache, by commit and build command.
 */
public final class CommitBuild {

  private final Path repository;
  private final Path cache;
  private final String command;
  private final Path product;
  private final Progress progress;

  /**
   * How to build.
   *
   * @param repository any folder of the git repository
   * @param cache folder for jars
   * @param command shell command that builds, run at the root of the worktree
   * @param product the jar it makes, relative to that root
   */
  public CommitBuild(Path repository, Path cache, String command, Path product, Progress progress) {
    this.repository = repository;
    this.cache = cache;
    this.command = command;
    this.product = product;
    this.progress = progress;
  }

  /**
   * The jar of a commit.
   *
   * @param commit full hash
   * @throws InputException when it cannot be built
   */
  public Path jar(String commit) throws IOException, InterruptedException {
    Path jar =
        cache.resolve(
            commit + "-" + Integer.toHexString(List.of(command, product).hashCode()) + ".jar");
    if (Files.isRegularFile(jar)) {
      return jar;
    }
    Files.createDirectories(cache);
    Path root = Files.createTempDirectory("tollgate-build-");
    Path worktree = root.resolve("tree");
    Path log = cache.resolve(commit + ".log");
    Files.deleteIfExists(log);
    progress.say("building " + commit.substring(0, Math.min(12, commit.length())) + " (once)");
    try (Stopper stopper = new Stopper()) {
      try {
        must(
            stopper,
            log,
            repository,
            List.of("git", "worktree", "add", "--detach", worktree.toString(), commit));
        must(stopper, log, worktree, List.of("sh", "-c", command));
        keep(worktree.resolve(product), jar, commit);
      } finally {
        remove(root, worktree, log);
      }
    }
    Files.deleteIfExists(log);
    return jar;
  }

  private void keep(Path built, Path jar, String commit) throws IOException {
    if (!Files.isRegularFile(built)) {
      throw new InputException(
          commit + ": built, but there is no " + product + "; say where it is with --built");
    }
    Path part = Files.createTempFile(cache, "build-", ".part");
    Files.copy(built, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private void must(Stopper stopper, Path log, Path directory, List<String> words)
      throws IOException, InterruptedException {
    String[] last = {""};
    JmhProcess process = stopper.watch(JmhProcess.start(words, directory, Optional.of(log)));
    int code =
        process.follow(
            line -> {
              last[0] = line.isBlank() ? last[0] : line.trim();
              progress.show(0, "building: " + line.trim());
            });
    if (stopper.stopped()) {
      throw new InputException("interrupted while building");
    }
    if (code != 0) {
      throw new InputException(
          String.join(" ", words.subList(0, Math.min(3, words.size())))
              + " failed: "
              + last[0]
              + " (all it said: "
              + log
              + ")");
    }
  }

  private void remove(Path root, Path worktree, Path log) throws IOException, InterruptedException {
    if (Files.exists(worktree)) {
      JmhProcess.start(
              List.of("git", "worktree", "remove", "--force", worktree.toString()),
              repository,
              Optional.of(log))
          .follow(line -> {});
    }
    Files.deleteIfExists(root);
  }
}
