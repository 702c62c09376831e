package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrendCommandTest {

  @TempDir private Path folder;

  @Test
  void trend_benchmarkThatStepped_isNamedWithTheSession() throws IOException {
    measure(20, "small");

    Cli cli = Cli.run(folder, "trend", "sessions");

    assertThat(cli.code()).isZero();
    assertThat(cli.out().lines().findFirst().orElse("")).contains("Pool.borrow").contains("█");
    assertThat(cli.out())
        .contains("slower by ")
        .contains("since 2026-11-13T00:00:00Z 2de7f51a")
        .contains("1 of 3 benchmarks stepped");
  }

  @Test
  void trend_json_holdsPointsAndSteps() throws IOException {
    measure(20, "small");

    Cli cli = Cli.run(folder, "trend", "sessions", "--format", "json");

    JsonNode trend = new ObjectMapper().readTree(cli.out()).path("trends").path(0);
    assertThat(trend.path("points")).hasSize(20);
    assertThat(trend.path("steps")).hasSize(1);
    assertThat(trend.path("steps").path(0).path("index").asInt()).isEqualTo(12);
    assertThat(trend.path("steps").path(0).path("slowdown").asDouble()).isBetween(0.18, 0.32);
  }

  @Test
  void trend_fewSessions_saysHowManyAreMissing() throws IOException {
    measure(4, "small");

    Cli cli = Cli.run(folder, "trend", "sessions");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("3 not searched for steps, up to 6 sessions short");
  }

  @Test
  void trend_severalMachines_isRefused() throws IOException {
    measure(2, "small");
    Path result = JmhFile.suite(1).write(folder.resolve("sessions/other.json"));
    JmhFile.writeEnvironment(result, JmhFile.environment("large", "2026-12-01T00:00:00Z"));

    Cli cli = Cli.run(folder, "trend", "sessions");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("large").contains("small").hasLineCount(1);
  }

  @Test
  void trend_recordedSuite_isFoundByMachineClass() throws IOException {
    measure(3, "small");
    folder.resolve("baselines").toFile().mkdir();
    Cli.run(folder, "baseline", "record", "sessions", "--suite", "quick");

    Cli found = Cli.run(folder, "trend", "--machine-class", "small");

    assertThat(found.out()).contains("Query.read");
    assertThat(Cli.run(folder, "trend", "--machine-class", "none").code()).isEqualTo(2);
  }

  /** Pool.borrow loses a fifth of its rate in the thirteenth session. File names tell no order. */
  private void measure(int sessions, String machineClass) throws IOException {
    for (int day = 1; day <= sessions; day++) {
      Path file = folder.resolve("sessions/" + (100 - day) + ".json");
      JmhFile.suite(day).scale(0, day > 12 ? 0.8 : 1).write(file);
      String date = String.format(java.util.Locale.ROOT, "2026-11-%02dT00:00:00Z", day);
      JmhFile.writeEnvironment(file, JmhFile.environment(machineClass, date));
    }
  }
}
