package tollgate.probe.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {
  @TempDir private Path folder;

  @Test
  void status_ofLinux_isReadInBytes() throws IOException {
    Files.writeString(
        folder.resolve("status"), "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n");
    ResidentMemory memory = new ResidentMemory(folder);
    assertThat(memory.now()).hasValue(1 << 20);
    assertThat(memory.peak()).hasValue(2 << 20);
  }

  @Test
  void status_ofAnotherSystem_isEmptyAndNotZero() throws IOException {
    ResidentMemory nothing = new ResidentMemory(folder);
    assertThat(nothing.now()).isEmpty();
    assertThat(nothing.peak()).isEmpty();
    Files.writeString(folder.resolve("status"), "Name:\tkthreadd\nVmRSS:\n");
    assertThat(nothing.now()).isEmpty();
  }

  @Test
  void resetPeak_whereItIsNotAllowed_isFalse() {
    assertThat(new ResidentMemory(folder.resolve("missing")).resetPeak()).isFalse();
  }

  @Test
  void resetPeak_whereItIs_writesTheKernelsWord() throws IOException {
    assertThat(new ResidentMemory(folder).resetPeak()).isTrue();
    assertThat(folder.resolve("clear_refs")).hasContent("5");
  }
}
