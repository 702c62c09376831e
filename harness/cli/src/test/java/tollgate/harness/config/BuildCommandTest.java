package tollgate.harness.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {

  @TempDir private Path folder;

  private Path gate(String toml) throws IOException {
    return Files.writeString(folder.resolve("gate.toml"), toml);
  }

  @Test
  void read_said_isThatCommand() throws IOException {
    assertThat(BuildCommand.read(gate("build = \"./gradlew jmhJar\"")))
        .contains("./gradlew jmhJar");
  }

  @Test
  void read_notSaid_isEmpty() throws IOException {
    assertThat(BuildCommand.read(gate("strict = true"))).isEmpty();
  }
}
