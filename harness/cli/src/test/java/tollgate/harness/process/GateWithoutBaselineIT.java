package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate in a repository whose baselines are of no use here. */
class GateWithoutBaselineIT {

  /** What a build makes depends on a file of the tree, as it does in life. */
  private static final String BUILD =
      "mkdir -p target && cp \"$JARS/$(cat version).jar\" target/b.jar";

  private static final String SUITE =
      """
      [[suite]]
      name = "quick"
      threads = [1]
      include = ['Checkout\\.pay']
      """;

  @TempDir private Path folder;
  private Path repository = Path.of("");

  @BeforeEach
  void acceptTheFastVersion() throws Exception {
    SampleJar.build(folder.resolve("fast.jar"));
    SampleJar.build(folder.resolve("slow.jar"), 20_000);
    repository = Files.createDirectory(folder.resolve("repository"));
    git("init", "--quiet", "--initial-branch", "main");
    Files.createDirectory(repository.resolve("baselines"));
    Files.writeString(repository.resolve("baselines/gate.toml"), SUITE);
    Files.writeString(repository.resolve(".gitignore"), "target\nresults\ncache\n*.txt\n");
    commit("fast");
  }

  @Test
  void gate_slowerThanTheAcceptedCommit_isARegression() throws Exception {
    git("checkout", "--quiet", "-b", "change");
    commit("slow");

    Tollgate.Ended gate = gate("--format", "text", "--output", "gate.json");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .containsPattern("regressed.*Checkout\\.pay.*t=1")
        .contains("measured here and now against commit", "where this left main");
    assertThat(repository.resolve("gate.json")).content().contains("\"regression\"");
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void gate_nothingBuiltDiffers_isAVerdictOnOneJar() throws Exception {
    Tollgate.Ended gate = gate();

    assertThat(gate.code()).as(gate.out() + gate.err()).isZero();
    assertThat(gate.out()).contains("No regression found", "one jar stood for both");
    assertThat(folder.resolve("repository/cache")).doesNotExist();
  }

  @Test
  void gate_timeIsUpAfterOnePair_isUndecidedAndSaysSo() throws Exception {
    Tollgate.Ended gate = gate("--max-time", "1s");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(3);
    assertThat(gate.out()).contains("time was up after 1 whole round", "--max-time");
  }

  @Test
  void gate_acceptedCommitCannotBeBuilt_isUndecidedInOneLine() throws Exception {
    git("checkout", "--quiet", "-b", "change");
    commit("slow");
    build();

    Tollgate.Ended gate =
        tollgate().run("gate", "--jar", "target/b.jar", "--build", "echo the reason; exit 3");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(3);
    assertThat(gate.out()).contains("Undecided: no baseline of suite quick", "the reason");
    assertThat(repository.resolve("results")).doesNotExist();
  }

  private Tollgate.Ended gate(String... more) throws Exception {
    build();
    return tollgate()
        .run(
            Stream.concat(
                    Stream.of("gate", "--jar", "target/b.jar", "--build", buildCommand()),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private void build() throws Exception {
    run(List.of("sh", "-c", buildCommand()));
  }

  private String buildCommand() {
    return BUILD.replace("$JARS", folder.toString());
  }

  private Tollgate tollgate() {
    return new Tollgate(repository);
  }

  private void commit(String version) throws Exception {
    Files.writeString(repository.resolve("version"), version);
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", version);
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.trim();
  }
}
