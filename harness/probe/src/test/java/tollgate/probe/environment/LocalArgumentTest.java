package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalArgumentTest {
  @Test
  void local_pathsOfTheTree_areRelative() {
    String here = Path.of("results", "s1").toAbsolutePath().toString();

    assertThat(EnvironmentRecorder.local("Profiler:dir=" + here))
        .isEqualTo("Profiler:dir=results/s1");
  }

  @Test
  void local_pathElsewhere_stays() {
    assertThat(EnvironmentRecorder.local("/elsewhere/out.json")).isEqualTo("/elsewhere/out.json");
  }
}
