package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateOptionsTest {

  @TempDir private Path folder;

  /** The time limit is needed late or never; a wrong one is said at once. */
  @Test
  void gate_timeLimitThatIsNone_isOneLineBeforeAnythingIsRead() {
    Cli cli = Cli.run(folder, "gate", "missing.json", "--max-time", "soon");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("--max-time: soon is no time").hasLineCount(1);
  }
}
