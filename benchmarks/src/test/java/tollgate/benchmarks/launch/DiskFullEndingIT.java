package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario that mounts a disk and starts a database for itself leaves neither behind. */
class DiskFullEndingIT {
  private static final String TROUBLE = "trouble=DATABASE_DISK_FULL";

  @TempDir private Path directory;

  @Test
  void run_normalEnd_leavesNothingAndLosesNothing() throws Exception {
    assumeTrue(root(), "only root may mount");
    try (LaunchedRun run =
        LaunchedRun.in(directory).start("FailureRecovery", "-p", TROUBLE, "-wi", "0", "-i", "1")) {

      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();

      assertNothingLeft(run);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "KILL,137"})
  void run_signalWhileMounted_leavesNothing(String signal, int exitCode) throws Exception {
    assumeTrue(root(), "only root may mount");
    try (LaunchedRun run =
        LaunchedRun.in(directory).start("FailureRecovery", "-p", TROUBLE, "-p", "seconds=60")) {
      // The invocation's, and the scenario's own.
      run.await(
          "a disk and two servers", () -> !mounts().isEmpty() && run.postmasters().size() == 2);
      run.signal(signal);

      assertThat(run.exitCode()).isEqualTo(exitCode);

      assertNothingLeft(run);
    }
  }

  /**
   * Where nobody may mount the case fails, and says why: it does not pass as if it had been run.
   */
  @Test
  void run_mountNotAllowed_isNoSuccessAndSaysWhy() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path mount =
        Files.writeString(
            bin.resolve("mount"), "#!/bin/sh\necho 'mount: must be superuser' >&2\nexit 32\n");
    assertThat(mount.toFile().setExecutable(true)).isTrue();
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("PATH", bin + java.io.File.pathSeparator + System.getenv("PATH"))
            .start(
                "FailureRecovery",
                "-p",
                TROUBLE,
                "-wi",
                "0",
                "-i",
                "1",
                "-rf",
                "json",
                "-rff",
                "out.json")) {

      assertThat(run.exitCode()).isEqualTo(1);

      assertThat(run.stdout())
          .contains("a disk that is full cannot be made here, which takes root and Linux: mount:");
      Path results = directory.resolve("out.json");
      assertThat(Files.exists(results) ? Files.readString(results) : "")
          .doesNotContain("FailureRecovery");
      assertNothingLeft(run);
    }
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private List<String> mounts() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
          .filter(line -> line.contains(directory.resolve("tmp").toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertNothingLeft(LaunchedRun run) throws InterruptedException {
    LaunchedRun.holdsWithin(
        Duration.ofSeconds(10),
        () -> run.survivors().isEmpty() && run.leftovers().isEmpty() && mounts().isEmpty());
    assertThat(mounts()).isEmpty();
    assertThat(run.survivors()).isEmpty();
    assertThat(run.leftovers()).isEmpty();
  }
}
