package tollgate.harness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.harness.model.InputException;

class BuildRulesTest {

  @TempDir private Path folder;

  private Path gate(String toml) throws IOException {
    return Files.writeString(folder.resolve("gate.toml"), toml);
  }

  @Test
  void read_said_isThatCommandAndThosePaths() throws IOException {
    BuildRules rules =
        BuildRules.read(
            gate("build = \"./gradlew jmhJar\"\nnot-built = [\"scripts\", \"tools/report\"]"));

    assertThat(rules.command()).contains("./gradlew jmhJar");
    assertThat(rules.notBuilt()).containsExactly("scripts", "tools/report");
  }

  @Test
  void read_notSaid_isEmpty() throws IOException {
    BuildRules rules = BuildRules.read(gate("strict = true"));

    assertThat(rules.command()).isEmpty();
    assertThat(rules.notBuilt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":(exclude)src", "/etc", "../other", "a/../.."})
  void read_notBelowTheRoot_isRefused(String path) throws IOException {
    Path file = gate("not-built = [\"" + path + "\"]");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> BuildRules.read(file))
        .withMessageContaining("gate.toml")
        .withMessageContaining(path);
  }
}
