package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.model.InputException;

class CommitBuildTest {

  @TempDir private Path folder;
  private Path repository = Path.of("");

  @BeforeEach
  void commitTwice() throws Exception {
    repository = Files.createDirectory(folder.resolve("repository"));
    git("init", "--quiet");
    commit("first");
    commit("second");
  }

  @Test
  void jar_earlierCommit_isBuiltFromThatCommitAndTheTreeIsLeftAlone() throws Exception {
    Files.writeString(repository.resolve("source"), "uncommitted");

    Path jar = build("cp source made.jar").jar(git("rev-parse", "HEAD~1"));

    assertThat(jar).hasContent("first");
    assertThat(repository.resolve("source")).hasContent("uncommitted");
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void jar_builtBefore_isNotBuiltAgain() throws Exception {
    Path count = folder.resolve("count");
    CommitBuild build = build("echo x >> " + count + " && cp source made.jar");
    String commit = git("rev-parse", "HEAD");

    assertThat(build.jar(commit)).isEqualTo(build.jar(commit));
    assertThat(Files.readAllLines(count)).hasSize(1);
  }

  @Test
  void jar_buildFails_isOneLineAndNothingIsLeft() throws Exception {
    String commit = git("rev-parse", "HEAD");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build("echo the reason; exit 3").jar(commit))
        .withMessageContaining("the reason")
        .satisfies(fault -> assertThat(fault.getMessage()).hasLineCount(1));
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void jar_buildMakesSomethingElse_saysWhatToDo() throws Exception {
    String commit = git("rev-parse", "HEAD");

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> build("true").jar(commit))
        .withMessageContaining("--built");
  }

  private CommitBuild build(String command) {
    return new CommitBuild(
        repository,
        folder.resolve("cache"),
        command,
        Path.of("made.jar"),
        new Progress(text -> {}, OptionalInt.empty(), () -> 0));
  }

  private void commit(String content) throws IOException, InterruptedException {
    Files.writeString(repository.resolve("source"), content);
    git("add", "source");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", content);
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
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
