package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProgramTest {
  @TempDir private Path directory;

  private Path program(String name) throws Exception {
    Path file = Files.createFile(directory.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void find_installed_comesBeforeTheEmbeddedOne() throws Exception {
    Path valkey = program("valkey-server");
    String path = directory.resolve("nothing") + java.io.File.pathSeparator + directory;

    assertThat(RedisProgram.find(new RedisChoice.Found(), path).installed()).contains(valkey);
    Path redis = program("redis-server");
    assertThat(RedisProgram.find(new RedisChoice.Found(), path))
        .isEqualTo(new RedisProgram("installed", Optional.of(redis)));
    assertThat(RedisProgram.find(new RedisChoice.Embedded(), path).kind()).isEqualTo("embedded");
  }

  @Test
  void find_noneInstalled_takesTheEmbeddedOneUnlessAskedFor() throws Exception {
    String path = directory.resolve("empty").toString();

    RedisProgram embedded = RedisProgram.find(new RedisChoice.Found(), path);
    assertThat(embedded.kind()).isEqualTo("embedded");
    assertThat(embedded.file(directory)).isExecutable();
    assertThatThrownBy(() -> RedisProgram.find(new RedisChoice.Installed(), path))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("on the PATH");
  }
}
