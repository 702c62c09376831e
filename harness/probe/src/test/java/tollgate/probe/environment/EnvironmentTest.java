package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir private Path directory;

  private static Environment environment() {
    EnvironmentRecorder recorder =
        new EnvironmentRecorder(
            List.of("-t", "50", "-p", "url=jdbc:postgresql://h/d?password=hush"),
            new Build("1.0", "abc", true),
            new BytecodeHash(EnvironmentTest.class.getClassLoader(), name -> false));
    recorder.addBackend("postgres", "external", "18.6", Map.of("fsync", "on", "token", "x"));
    return recorder.environment(true);
  }

  @Test
  void fileFor_resultFiles_standsBesideThem() {
    assertThat(Environment.fileFor(Path.of("a/out.json"))).isEqualTo(Path.of("a/out.env.json"));
    assertThat(Environment.fileFor(Path.of("out"))).isEqualTo(Path.of("out.env.json"));
    assertThat(Environment.fileFor(Path.of("2026.11/r"))).isEqualTo(Path.of("2026.11/r.env.json"));
  }

  @Test
  void toJson_passwordOnTheCommandLine_isHidden() {
    assertThat(environment().toJson())
        .contains("\"schema\": 1", "password=***", "\"fsync\": \"on\"", "\"machineClass\"")
        .doesNotContain("hush");
  }

  @Test
  void write_existingFile_isReplacedWholeAndNothingElseStays() throws IOException {
    Path file = Files.writeString(directory.resolve("out.env.json"), "earlier");

    Environment environment = environment();
    environment.write(file);

    assertThat(file).hasContent(environment.toJson());
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void write_missingDirectory_fails() {
    Environment environment = environment();

    assertThatThrownBy(() -> environment.write(directory.resolve("none/out.env.json")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void build_placeHolderOfABuildOutsideGit_isUnknown() {
    Attributes attributes = new Attributes();
    attributes.putValue("Implementation-Version", "1.0");
    attributes.putValue(Build.COMMIT_ATTRIBUTE, "${git.commit.id}");
    attributes.putValue(Build.DIRTY_ATTRIBUTE, "false");

    assertThat(Build.of(attributes)).isEqualTo(new Build("1.0", null, null));
  }
}
