package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendezvousTest {
  @TempDir private Path directory;

  @Test
  void write_addresses_areReadBackFromAFileOfTheOwnerAlone() throws IOException {
    Path file = directory.resolve("rendezvous");
    Rendezvous written =
        new Rendezvous(
            Optional.of(new PostgresAddress("jdbc:postgresql://h/d?a=b", "m\u00fc", "p=:#! \n\\")),
            Optional.of(new HubAddress(4711)),
            Optional.of(new PlatformAddress("http://127.0.0.1:4712")),
            Optional.of(new RedisAddress("::1", 6380, "m\u00fc", "p=:#! \n\\", 3)),
            List.of(
                new BackendFacts("postgres", "embedded", "18.6", Map.of("fsync", "on", "jit", "")),
                new BackendFacts("hub", "process", "", Map.of())),
            List.of(1L, 4711L),
            Map.of(Need.HUB, "the hub: it = there\nis: not"));

    written.write(file);

    assertThat(Rendezvous.read(file)).isEqualTo(written);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void write_nothingStarted_isReadBackAsNothing() throws IOException {
    Path file = directory.resolve("rendezvous");

    new Rendezvous(Optional.empty(), Optional.empty()).write(file);

    assertThat(Rendezvous.read(file).postgres()).isEmpty();
    assertThat(Rendezvous.read(file).hub()).isEmpty();
  }

  @Test
  void offers_missingServer_isNotEnough() {
    Rendezvous hubAlone = new Rendezvous(Optional.empty(), Optional.of(new HubAddress(1)));

    assertThat(hubAlone.offers(Set.of(Need.HUB))).isTrue();
    assertThat(hubAlone.offers(Set.of())).isTrue();
    assertThat(hubAlone.offers(Set.of(Need.HUB, Need.POSTGRES))).isFalse();
    assertThat(hubAlone.offers(Set.of(Need.HUB, Need.REDIS))).isFalse();
  }

  @Test
  void write_fileThatSomebodyElseMade_isRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("rendezvous"));

    assertThatThrownBy(() -> new Rendezvous(Optional.empty(), Optional.empty()).write(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
