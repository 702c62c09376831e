package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what got slower is found in a JMH jar that knows nothing of Tollgate. */
class ForeignRegressionIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  @BeforeAll
  static void buildJar() throws IOException {
    jar = SampleJar.build(folder.resolve("sample.jar"));
  }

  @Test
  void gate_benchmarkSlowedByAProperty_failsAndShowsTheSlowedMethod() throws Exception {
    measure("base", "0");
    measure("cand", "500000", "--jfr");
    forgetNeighbours("base");
    forgetNeighbours("cand");
    Tollgate.Ended recorded =
        tollgate()
            .run(
                "baseline",
                "record",
                "base",
                "--suite",
                "sample",
                "--force",
                "--reason",
                "test",
                "--baselines",
                folder.resolve("baselines").toString());
    assertThat(recorded.code()).as(recorded.err()).isZero();

    Tollgate.Ended gate =
        tollgate()
            .run(
                "gate",
                "cand",
                "--suite",
                "sample",
                "--baselines",
                folder.resolve("baselines").toString());

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .contains("sample.Checkout.verifySignature", "hottest stacks")
        .contains("longest waits", "sample.Checkout.askBank")
        .containsPattern("(?m)regressed.*Checkout\\.pay|Checkout\\.pay.*regressed");
  }

  @Test
  void ab_slowedVersion_isFoundAndAnInterruptedComparisonGoesOn() throws Exception {
    Path slowed = SampleJar.build(folder.resolve("slowed.jar"), 20_000);
    String[] whole = {
      "ab",
      jar.toString(),
      slowed.toString(),
      "--out",
      "ab",
      "--max-forks",
      "3",
      "--include",
      "pay",
      "--",
      "-wi",
      "1",
      "-w",
      "100ms",
      "-i",
      "2",
      "-r",
      "150ms"
    };
    List<String> limited = new ArrayList<>(List.of(whole));
    limited.addAll(3, List.of("--max-time", "1s"));

    Tollgate.Ended first = tollgate().run(limited.toArray(new String[0]));
    Map<String, FileTime> kept = forks("ab");
    Tollgate.Ended second = tollgate().run(whole);
    Tollgate.Ended report = tollgate().run("report", "ab", "--out", "ab.html");

    assertThat(report.code()).as(report.err()).isZero();
    assertThat(Files.readString(folder.resolve("ab.html")))
        .contains("\"verdict\":\"regressed\"")
        .doesNotContain(folder.toString());
    assertThat(first.code()).as(first.out() + first.err()).isEqualTo(3);
    assertThat(first.out()).contains("time was up after 1 whole round");
    assertThat(kept).hasSize(2);
    assertThat(second.code()).as(second.out() + second.err()).isEqualTo(1);
    assertThat(forks("ab")).hasSize(6).containsAllEntriesOf(kept);
    assertThat(
            JSON.readTree(folder.resolve("ab/candidate.json").toFile())
                .at("/0/primaryMetric/rawData"))
        .hasSize(3);
  }

  private static Map<String, FileTime> forks(String out) throws IOException {
    Map<String, FileTime> forks = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(out).resolve("forks"))) {
      for (Path file : files.filter(name -> !name.toString().endsWith(".env.json")).toList()) {
        forks.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return forks;
  }

  private static void measure(String out, String extraRounds, String... more) throws Exception {
    List<String> arguments =
        Stream.concat(
                Stream.of("run", "--jar", jar.toString(), "--out", out),
                Stream.concat(
                    Stream.of(more),
                    Stream.of(
                        "--",
                        "-f",
                        "3",
                        "-wi",
                        "1",
                        "-w",
                        "100ms",
                        "-i",
                        "2",
                        "-r",
                        "150ms",
                        "-jvmArgsAppend",
                        "-Dsample.extraRounds=" + extraRounds)))
            .toList();
    Tollgate.Ended run = tollgate().run(arguments.toArray(new String[0]));
    assertThat(run.code()).as(run.err()).isZero();
  }

  /** A machine that others disturb makes results incomparable, rightly; that is not tested here. */
  private static void forgetNeighbours(String run) throws IOException {
    Path file = folder.resolve(run).resolve("result.env.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode environment = (ObjectNode) json.readTree(file.toFile());
    environment.remove("disturbance");
    environment.path("benchmarks").forEach(entry -> ((ObjectNode) entry).remove("disturbance"));
    json.writeValue(file.toFile(), environment);
  }

  private static Tollgate tollgate() {
    return new Tollgate(folder);
  }
}
