package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell that pretends to be a server stands in for PostgreSQL; the real one is in EndingIT. */
class ReaperTest {
  /** Signals 1, 2 and 15, as bits of the kernel's masks. */
  private static final long HANGUP_INTERRUPT_TERMINATE = 0x4003;

  @TempDir private Path directory;

  private Process server(String onQuit) throws IOException {
    Path data = Files.createDirectories(directory.resolve("postgres/data"));
    Process process =
        new ProcessBuilder("sh", "-c", "trap '" + onQuit + "' QUIT; while :; do sleep 0.1; done")
            .start();
    Files.writeString(data.resolve("postmaster.pid"), process.pid() + "\n" + data + "\n");
    return process;
  }

  @Test
  void close_serverThatRuns_isEndedAndItsDirectoryDeleted() throws Exception {
    Process server = server("exit 0");
    try (Reaper reaper = Reaper.start()) {
      reaper.watchPostgres(directory.resolve("postgres"));
    }

    assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void close_serverThatIgnoresQuit_isKilled() throws Exception {
    Process server = server("");
    try (Reaper reaper = Reaper.start()) {
      reaper.watchPostgres(directory.resolve("postgres"));
    }

    assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(128 + 9);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void close_redisThatRuns_isKilledAndItsDirectoryDeleted() throws Exception {
    Path redis = Files.createDirectory(directory.resolve("redis"));
    Process server =
        new ProcessBuilder("sh", "-c", "trap '' TERM INT; while :; do sleep 0.1; done").start();
    Files.writeString(redis.resolve("pid"), server.pid() + "\n");
    try (Reaper reaper = Reaper.start()) {
      reaper.watchRedis(redis);
    }

    assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(128 + 9);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void close_processThatIsStopped_isKilled() throws Exception {
    Process stopped = new ProcessBuilder("sleep", "600").start();
    try (Reaper reaper = Reaper.start()) {
      reaper.watchStopped(stopped.pid());
      new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid())).start().waitFor();
    }

    assertThat(stopped.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(stopped.exitValue()).isEqualTo(128 + 9);
  }

  @Test
  void close_processThatGoesOn_isLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try (Reaper reaper = Reaper.start()) {
      reaper.watchStopped(other.pid());
      reaper.leaveStopped();
    }

    assertThat(other.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
    other.destroyForcibly();
  }

  @Test
  void is_reaperAndOtherProcess_tellsThemApart() throws Exception {
    Process other = server("exit 0");
    try (Reaper reaper = Reaper.start()) {
      reaper.watchPostgres(directory.resolve("postgres"));
      awaitTraps(reaper.pid());

      assertThat(Reaper.is(ProcessHandle.of(reaper.pid()).orElseThrow())).isTrue();
      assertThat(Reaper.is(other.toHandle())).isFalse();
    }
  }

  @Test
  void close_nothingLeft_doesNothing() throws IOException {
    Path other = Files.createFile(directory.resolve("other"));
    try (Reaper reaper = Reaper.start()) {
      reaper.watchPostgres(directory.resolve("postgres"));
      reaper.watchFile(directory.resolve("rendezvous"));
    }

    assertThat(other).exists();
  }

  @Test
  void close_file_isDeleted() throws IOException {
    Path file = Files.createFile(directory.resolve("rendezvous"));
    try (Reaper reaper = Reaper.start()) {
      reaper.watchFile(file);
      assertThat(file).exists();
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void signals_ofATerminal_doNotReachIt() throws Exception {
    Path file = Files.createFile(directory.resolve("rendezvous"));
    try (Reaper reaper = Reaper.start()) {
      reaper.watchFile(file);
      awaitTraps(reaper.pid());
      for (String signal : new String[] {"INT", "TERM", "HUP"}) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(reaper.pid())).start().waitFor();
      }
      assertThat(ProcessHandle.of(reaper.pid())).get().matches(ProcessHandle::isAlive);
      assertThat(file).exists();
    }

    assertThat(file).doesNotExist();
  }

  /** The shell has to have begun before it can ignore anything. */
  private static void awaitTraps(long pid) throws Exception {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Files.exists(status) && System.nanoTime() < end) {
      boolean ignores =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseLong(line.substring(7).trim(), 16))
              .anyMatch(
                  ignored -> (ignored & HANGUP_INTERRUPT_TERMINATE) == HANGUP_INTERRUPT_TERMINATE);
      if (ignores) {
        return;
      }
      Thread.sleep(5);
    }
  }
}
