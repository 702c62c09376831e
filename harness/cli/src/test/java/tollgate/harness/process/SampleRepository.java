package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A git repository whose build makes {@code target/b.jar} out of what its file {@code version}
 * names: the fast sample jar or the slow one. What a build makes depends on the tree, as in life.
 */
final class SampleRepository {

  private final Path root;
  private final Path jars;

  private SampleRepository(Path root, Path jars) {
    this.root = root;
    this.jars = jars;
  }

  /**
   * With a first commit, of the fast version.
   *
   * @param folder empty; takes the jars and the repository
   * @param gate content of {@code baselines/gate.toml}
   */
  static SampleRepository create(Path folder, String gate)
      throws IOException, InterruptedException {
    SampleJar.build(folder.resolve("fast.jar"));
    SampleJar.build(folder.resolve("slow.jar"), 20_000);
    SampleRepository repository =
        new SampleRepository(Files.createDirectory(folder.resolve("repository")), folder);
    repository.git("init", "--quiet", "--initial-branch", "main");
    Files.createDirectory(repository.root.resolve("baselines"));
    Files.writeString(repository.root.resolve("baselines/gate.toml"), gate);
    Files.writeString(repository.root.resolve(".gitignore"), "target\nresults\ncache\n*.txt\n");
    repository.commit("fast");
    return repository;
  }

  /** The same, with all that lies in it, and on its own from here. */
  SampleRepository copy(Path target) throws IOException, InterruptedException {
    run(List.of("cp", "-R", "-p", root.toString(), target.toString()));
    SampleRepository copy = new SampleRepository(target, jars);
    // Git takes the copies for changed files until it has looked into them.
    copy.git("status");
    return copy;
  }

  Path root() {
    return root;
  }

  /** As {@code --build} takes it. */
  String buildCommand() {
    return "mkdir -p target && cp '" + jars + "'/$(cat version).jar target/b.jar";
  }

  void build() throws IOException, InterruptedException {
    run(List.of("sh", "-c", buildCommand()));
  }

  /** Commits everything, with a tree of this version. */
  void commit(String version) throws IOException, InterruptedException {
    Files.writeString(root.resolve("version"), version);
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", version);
  }

  /** What git prints; it has to succeed. */
  String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.trim();
  }
}
