package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.model.InputException;
import tollgate.probe.environment.Build;

/** Which commit stands in for a baseline that is missing. */
class AcceptedTest {

  private static final Build UNKNOWN = new Build(null, null, null);

  @TempDir private Path folder;
  private Path repository = Path.of("");

  @BeforeEach
  void commitTwice() throws Exception {
    repository = Files.createDirectory(folder.resolve("repository"));
    git("init", "--quiet", "--initial-branch", "main");
    commit("source", "first");
    commit("source", "second");
  }

  @Test
  void find_onABranch_isWhereItLeftMain() throws Exception {
    String left = git("rev-parse", "HEAD");
    git("checkout", "--quiet", "-b", "feature");
    commit("source", "of the branch");
    git("checkout", "--quiet", "main");
    commit("other", "main went on");
    git("checkout", "--quiet", "feature");

    Accepted accepted = find(UNKNOWN, Optional.empty());

    assertThat(accepted.commit()).isEqualTo(left);
    assertThat(accepted.sameBuild()).isFalse();
    assertThat(accepted.why()).contains("main");
  }

  @Test
  void find_uncommittedChangesToWhatIsNotBuilt_isTheSameBuild() throws Exception {
    commit("docs/page.md", "written");
    Files.writeString(repository.resolve("docs/page.md"), "uncommitted");

    assertThat(find(UNKNOWN, Optional.of("HEAD")).sameBuild()).isTrue();
  }

  @Test
  void find_mainWithUncommittedChanges_isHeadBuiltAnew() throws Exception {
    Files.writeString(repository.resolve("source"), "uncommitted");

    Accepted accepted = find(UNKNOWN, Optional.empty());

    assertThat(accepted.commit()).isEqualTo(git("rev-parse", "HEAD"));
    assertThat(accepted.sameBuild()).isFalse();
  }

  @Test
  void find_cleanMain_isItself() throws Exception {
    Accepted accepted = find(UNKNOWN, Optional.empty());

    assertThat(accepted.commit()).isEqualTo(git("rev-parse", "HEAD"));
    assertThat(accepted.sameBuild()).isTrue();
    assertThat(accepted.why()).contains("itself");
  }

  @Test
  void find_jarThatWasBuiltDirtyOrEarlier_isJudgedByWhatItSays() throws Exception {
    String head = git("rev-parse", "HEAD");
    String earlier = git("rev-parse", "HEAD~1");

    assertThat(find(new Build("1", head, true), Optional.empty()).sameBuild()).isFalse();
    assertThat(find(new Build("1", earlier, false), Optional.empty()).commit()).isEqualTo(earlier);
  }

  @Test
  void find_baselineOfAnotherMachineClass_namesTheCommit() throws Exception {
    String recorded = git("rev-parse", "HEAD");
    session("20261121T010000Z", git("rev-parse", "HEAD~1"));
    session("20261122T010000Z", recorded);
    session("20261123T010000Z", "0123456789ab0123456789ab");
    commit("source", "third");

    Accepted accepted = find(UNKNOWN, Optional.empty());

    assertThat(accepted.commit()).isEqualTo(recorded);
    assertThat(accepted.sameBuild()).isFalse();
    assertThat(accepted.why()).contains("recorded");
  }

  @Test
  void find_onlyDocumentsChangedSince_oneJarIsBoth() throws Exception {
    session("20261122T010000Z", git("rev-parse", "HEAD"));
    commit("README.md", "words");
    commit("docs/page.html", "more words");

    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isTrue();
    commit("pom.xml", "<project/>");
    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isFalse();
  }

  @Test
  void find_onlyTestsAndWhatIsNotBuiltChanged_oneJarIsBoth() throws Exception {
    session("20261122T010000Z", git("rev-parse", "HEAD"));
    commit("module/src/test/java/SomeTest.java", "tests");
    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isTrue();

    commit("tools/look.sh", "reads results");
    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isFalse();
    Files.writeString(folder.resolve("baselines/gate.toml"), "not-built = [\"tools\"]");
    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isTrue();
    commit("tools2", "generates code");
    assertThat(find(UNKNOWN, Optional.empty()).sameBuild()).isFalse();
  }

  @Test
  void find_asked_wins() throws Exception {
    assertThat(find(UNKNOWN, Optional.of("HEAD~1")).commit()).isEqualTo(git("rev-parse", "HEAD~1"));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> find(UNKNOWN, Optional.of("nonsense")))
        .withMessageContaining("--accepted: nonsense");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> find(UNKNOWN, Optional.of("--all")));
  }

  @Test
  void find_noMainBranchOrNoRepository_isUnknownAndNeverItself() throws Exception {
    git("branch", "--quiet", "-m", "trunk");
    assertThatExceptionOfType(Accepted.Unknown.class)
        .isThrownBy(() -> find(UNKNOWN, Optional.empty()))
        .withMessageContaining("--accepted");

    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    assertThatExceptionOfType(Accepted.Unknown.class)
        .isThrownBy(() -> Accepted.find(elsewhere, UNKNOWN, Optional.empty(), store(), "quick"))
        .withMessageContaining("no git repository");
  }

  private Accepted find(Build build, Optional<String> asked) throws Accepted.Unknown {
    return Accepted.find(repository, build, asked, store(), "quick");
  }

  private BaselineStore store() {
    return new BaselineStore(folder.resolve("baselines"));
  }

  private void session(String time, String commit) throws IOException {
    Path suite = Files.createDirectories(folder.resolve("baselines/large/quick"));
    Files.writeString(suite.resolve(time + "-" + commit.substring(0, 12) + ".json"), "[]");
  }

  private void commit(String file, String content) throws IOException, InterruptedException {
    Path target = repository.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, content);
    git("add", file);
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
