package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String stat(int pid, int parent, String name, int user, int system, int dead) {
    return pid
        + " ("
        + name
        + ") S "
        + parent
        + " 1 1 0 -1 0 0 0 0 0 "
        + user
        + " "
        + system
        + " "
        + dead
        + " 0 20 0 1 0 100";
  }

  @Test
  void since_twoReadings_splitsBusyTimeIntoOursAndOthers() throws IOException {
    file("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1000000\n");
    file("proc/stat", "cpu  100 0 100 700 50 10 20 20 5 0\ncpu0 1 1 1 1\n");
    file("proc/10/stat", stat(10, 1, "java", 50, 10, 5));
    file("proc/11/stat", stat(11, 10, "a (b) c", 20, 5, 0));
    file("proc/12/stat", stat(12, 1, "other", 9999, 0, 0));
    Load start = Load.read(new ProcFiles(root), Set.of(10L));
    file("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\n");
    // 1000 more ticks: 400 user, 400 idle, 200 stolen.
    file("proc/stat", "cpu  500 0 100 1100 50 10 20 220 5 0\n");
    file("proc/10/stat", stat(10, 1, "java", 150, 30, 35));
    file("proc/11/stat", stat(11, 10, "a (b) c", 120, 5, 0));
    Load read = Load.read(new ProcFiles(root), Set.of(10L));
    Load end =
        new Load(
            start.nanoTime() + 5_000_000_000L,
            read.pressureMicros(),
            read.ticks(),
            read.busyTicks(),
            read.stolenTicks(),
            read.ownTicks());

    assertThat(end.since(start))
        .containsEntry("wallSeconds", 5.0)
        .containsEntry("cpuPressureShare", 0.1)
        .containsEntry("stolenShare", 0.2)
        .containsEntry("busyShare", 0.6)
        .containsEntry("ownCpuShare", 0.25)
        .containsEntry("otherCpuShare", 0.35);
  }

  @Test
  void since_systemWithoutKernelFiles_isUnknown() {
    Load start = Load.read(new ProcFiles(root), Set.of(10L));
    Load end = Load.read(new ProcFiles(root), Set.of(10L));

    assertThat(end.since(start))
        .containsEntry("cpuPressureShare", null)
        .containsEntry("stolenShare", null)
        .containsEntry("otherCpuShare", null);
  }
}
