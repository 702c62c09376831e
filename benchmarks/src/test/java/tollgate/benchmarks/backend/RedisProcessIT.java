package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server from the class path. */
class RedisProcessIT {
  private static final RedisProgram EMBEDDED = RedisProgram.find(new RedisChoice.Embedded(), "");

  @TempDir private Path directory;

  @Test
  void start_embedded_answersWithItsFactsAndIsGoneAfterClose() throws Exception {
    try (Reaper reaper = Reaper.start()) {
      long pid;
      try (RedisProcess redis = RedisProcess.start(EMBEDDED, reaper, why -> {})) {
        pid = redis.pid();
        RedisInfo info = RedisInfo.ask(redis.address());

        assertThat(info.version()).isEqualTo("7.0.15");
        assertThat(info.pid()).isEqualTo(pid);
        assertThat(info.settings())
            .containsEntry("appendonly", "yes")
            .containsEntry("appendfsync", "everysec")
            .containsEntry("save", "");
        RedisInfo.requireWritable(redis.address());
      }
      assertThat(ProcessHandle.of(pid)).isEmpty();
    }
  }

  @Test
  void start_serverIsKilled_itsDeathIsOneLine() throws Exception {
    CompletableFuture<String> death = new CompletableFuture<>();
    try (Reaper reaper = Reaper.start();
        RedisProcess redis = RedisProcess.start(EMBEDDED, reaper, death::complete)) {
      ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();

      assertThat(death.get(10, TimeUnit.SECONDS))
          .startsWith("Redis (embedded) died: its process ended with exit code 137")
          .doesNotContain("\n");
    }
  }

  @Test
  void start_programThatIsNone_isOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("redis-server"), "#!/bin/sh\nexit 3\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    try (Reaper reaper = Reaper.start()) {
      assertThatThrownBy(
              () ->
                  RedisProcess.start(
                      new RedisProgram("installed", Optional.of(file)), reaper, why -> {}))
          .isInstanceOf(BackendException.class)
          .hasMessageMatching("Redis \\(installed\\) cannot be started: [^\n]+");
    }
  }
}
