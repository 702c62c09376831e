package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that finds a regression in a result records what regressed, and nothing else. */
@Tag("same-on-every-jdk")
class RerecordingIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Short forks; what slows the candidate is an argument, not the jar. */
  private static final List<String> SHORT =
      List.of("--", "-f", "3", "-wi", "1", "-w", "100ms", "-i", "2", "-r", "150ms");

  @TempDir private Path folder;

  @Test
  void gate_ofAResult_recordsWhatRegressedAsItWasMeasured() throws Exception {
    Path jar = SampleJar.build(folder.resolve("sample.jar"));
    measure(jar, "base", "0");
    measure(jar, "cand", "500000");
    String baselines = folder.resolve("baselines").toString();
    Tollgate tollgate = new Tollgate(folder);
    Tollgate.Ended accepted =
        tollgate.run(
            "baseline",
            "record",
            "base",
            "--suite",
            "s",
            "--force",
            "--reason",
            "test",
            "--baselines",
            baselines);
    assertThat(accepted.code()).as(accepted.err()).isZero();

    Tollgate.Ended quiet =
        tollgate.run("gate", "cand", "--suite", "s", "--baselines", baselines, "--no-explain");
    boolean recordedAnyway = Files.exists(folder.resolve("cand/recordings"));
    Tollgate.Ended gate =
        tollgate.run(
            "gate",
            "cand",
            "--suite",
            "s",
            "--baselines",
            baselines,
            "--jfr-forks",
            "3",
            "--recordings-limit",
            "1000",
            "--output",
            "gate.json");

    assertThat(quiet.code()).as(quiet.out() + quiet.err()).isEqualTo(1);
    assertThat(recordedAnyway).isFalse();
    assertThat(quiet.out().replaceAll("\\s+", " "))
        .contains("cannot say: neither side carries a ledger; record with --ledger");
    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    List<String> recorded = Recorded.in(folder.resolve("cand"));
    assertThat(recorded).filteredOn(line -> line.contains("sample.Checkout.pay")).hasSize(3);
    // A busy machine may slow the other benchmark as well; what regressed is recorded, that alone.
    assertThat(recorded).hasSize(3 * regressed(folder.resolve("gate.json")));
    assertThat(gate.out()).contains("hottest stacks", "sample.Checkout.verifySignature");
    assertThat(gate.err())
        .contains("no recording of the baseline", "no time ledger of the baseline");
  }

  private static int regressed(Path report) throws IOException {
    int regressed = 0;
    for (JsonNode verdict : JSON.readTree(report.toFile()).path("verdicts")) {
      boolean primary = verdict.path("metric").asText().equals("primary");
      regressed += primary && verdict.path("verdict").asText().equals("regressed") ? 1 : 0;
    }
    return regressed;
  }

  private void measure(Path jar, String out, String rounds) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "--jar", jar.toString(), "--out", out));
    arguments.addAll(SHORT);
    arguments.addAll(List.of("-jvmArgsAppend", "-Dsample.extraRounds=" + rounds));
    Tollgate.Ended run = new Tollgate(folder).run(arguments.toArray(new String[0]));
    assertThat(run.code()).as(run.err()).isZero();
    forgetNeighbours(folder.resolve(out).resolve("result.env.json"));
  }

  /** A machine that others disturb makes results incomparable, rightly; that is not tested here. */
  private static void forgetNeighbours(Path file) throws IOException {
    ObjectNode environment = (ObjectNode) JSON.readTree(file.toFile());
    environment.remove("disturbance");
    environment.path("benchmarks").forEach(entry -> ((ObjectNode) entry).remove("disturbance"));
    JSON.writeValue(file.toFile(), environment);
  }
}
