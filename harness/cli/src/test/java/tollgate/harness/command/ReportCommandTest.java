package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void report_runAndBaseline_showsTheVerdictsThatCompareGives() throws IOException {
    JmhFile.suite(1).write(folder.resolve("base/result.json"));
    JmhFile.suite(2).scale(1, 1.3).write(folder.resolve("cand/result.json"));

    Cli cli = Cli.run(folder, "report", "cand", "--baseline", "base");
    Cli compare = Cli.run(folder, "compare", "base", "cand", "--format", "json");

    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode data = data("cand/report.html");
    JsonNode verdicts = JSON.readTree(compare.out());
    assertThat(data.at("/comparison/outcome").asText()).isEqualTo("regression");
    assertThat(data.at("/comparison/verdicts")).isEqualTo(verdicts.path("verdicts"));
    assertThat(data.at("/benchmarks/0/baseline/sessions/0/forks")).hasSize(5);
    assertThat(data.at("/benchmarks/0/candidate/sessions/0/forks/0")).hasSize(5);
  }

  @Test
  void report_meanOfForks_hasItsInterval() throws IOException {
    JmhFile.suite(1).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "report", "cand.json");

    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode candidate = data("cand.html").at("/benchmarks/0/candidate");
    double value = candidate.path("value").asDouble();
    assertThat(value)
        .isBetween(candidate.path("low").asDouble(), candidate.path("high").asDouble());
    assertThat(value).isBetween(980.0, 1020.0);
    assertThat(data("cand.html").path("comparison").isMissingNode()).isTrue();
  }

  @Test
  void report_absolutePathsEverywhere_tellsNothingOfTheMachine() throws IOException {
    Path other = Files.createDirectories(folder.resolve("else where"));
    JmhFile.suite(1).write(folder.resolve("base/result.json"));
    JmhFile.suite(2).scale(1, 1.3).write(other.resolve("cand/result.json"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        other.resolve("cand/run.json"),
        JSON.writeValueAsString(
            Map.of(
                "jar",
                folder + "/b.jar",
                "invocations",
                List.of(
                    Map.of(
                        "scored",
                        true,
                        "command",
                        List.of(java, "-cp", folder + "/b.jar:" + other + "/p.jar", "M"))))));
    Files.createDirectories(folder.resolve("out"));

    Cli cli =
        Cli.run(
            folder,
            "report",
            other.resolve("cand").toString(),
            "--baseline",
            folder.resolve("base").toString(),
            "--out",
            folder.resolve("out/r.html").toString());

    assertThat(cli.code()).as(cli.err()).isZero();
    String page = Files.readString(folder.resolve("out/r.html"));
    assertThat(page).doesNotContain(folder.toString(), java);
    JsonNode data = ProfileCommandTest.data(page);
    assertThat(data.at("/comparison/candidateSources/0").asText())
        .isEqualTo("../else where/cand/result.json");
    assertThat(data.findValuesAsText("line").toString())
        .contains("java -cp 'b.jar:else where/p.jar' M")
        .contains("--baseline base");
  }

  @Test
  void report_severalSessions_haveATrendAndTheirOwnMeans() throws IOException {
    for (int session = 0; session < 3; session++) {
      JmhFile.suite(session).write(folder.resolve("base/" + session + ".json"));
    }
    JmhFile.suite(9).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "report", "cand.json", "--baseline", "base", "--out", "r.html");

    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode data = data("r.html");
    assertThat(data.at("/benchmarks/0/baseline/sessions")).hasSize(3);
    assertThat(data.at("/benchmarks/0/baseline/replicates").asInt()).isEqualTo(3);
    assertThat(data.at("/trend/trends/0/points")).hasSize(4);
  }

  @Test
  void report_suite_isJudgedByItsRecordedBaseline() throws IOException {
    for (String name : List.of("base", "cand")) {
      Path result = JmhFile.suite(1).write(folder.resolve(name + ".json"));
      JmhFile.writeEnvironment(
          result,
          JmhFile.environment(
              "class", name.equals("base") ? "2026-11-21T01:00:00Z" : "2026-11-21T02:00:00Z"));
    }
    Cli recorded = Cli.run(folder, "baseline", "record", "base.json", "--suite", "quick");
    assertThat(recorded.code()).as(recorded.err()).isZero();

    Cli cli = Cli.run(folder, "report", "cand.json", "--suite", "quick");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(data("cand.html").at("/comparison/verdicts")).hasSize(3);
    assertThat(Cli.run(folder, "report", "cand.json", "--suite", "other").err())
        .contains("no baseline of suite other")
        .hasLineCount(1);
  }

  @Test
  void report_sweepOfThreads_hasItsCurve() throws IOException {
    JmhFile sweep = new JmhFile(1);
    int[] threads = {1, 2, 4, 8, 16};
    for (int i = 0; i < threads.length; i++) {
      double rate = 100.0 * threads[i] / (1 + 0.1 * (threads[i] - 1));
      sweep.add("org.example.Pool.borrow", "thrpt", "ops/s", rate);
      sweep.entry(i).put("threads", threads[i]);
    }
    sweep.write(folder.resolve("sweep.json"));

    Cli cli = Cli.run(folder, "report", "sweep.json");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(data("sweep.html").at("/scaling/sweeps/0/points")).hasSize(5);
    assertThat(data("sweep.html").at("/scaling/sweeps/0/fit/sigma").asDouble())
        .isBetween(0.08, 0.12);
  }

  @Test
  void report_markupInNames_staysInsideTheData() throws IOException {
    String hostile = "</script><img src=x onerror=alert(1)>\u202e<!--";
    JmhFile file = JmhFile.suite(1);
    file.entry(0).putObject("params").put(hostile, hostile);
    file.addSecondary(0, hostile, hostile, 3).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "report", "cand.json");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(Files.readString(folder.resolve("cand.html"))).doesNotContain("<img", "<!--");
    assertThat(data("cand.html").at("/benchmarks/0/params").path(hostile).asText())
        .isEqualTo(hostile);
  }

  @Test
  void report_pieceOfARunMissing_isMadeOfTheRestAndSaysSo() throws IOException {
    JmhFile.suite(1).write(folder.resolve("run/result.json"));
    Files.createDirectories(folder.resolve("run/recordings"));
    Files.writeString(
        folder.resolve("run/recordings/recordings.json"),
        "{\"benchmark\":\"org.example.Pool.borrow\",\"mode\":\"thrpt\",\"threads\":50,"
            + "\"params\":{},\"fork\":1,\"file\":\"broken.jfr\"}\n{\"bench");
    Files.writeString(folder.resolve("run/recordings/broken.jfr"), "no recording");
    Files.writeString(folder.resolve("run/run.json"), "{\"schema\":1,");

    Cli cli = Cli.run(folder, "report", "run");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(data("run/report.html").path("benchmarks")).hasSize(3);
    assertThat(data("run/report.html").path("notes").toString())
        .contains("no environment", "broken.jfr: is no flight recording", "run.json: damaged")
        .contains("no time ledgers");
  }

  @Test
  void report_runThatWasKilled_showsItsParts() throws IOException {
    JmhFile.suite(1).write(folder.resolve("run/parts/t50.json"));
    Files.writeString(
        folder.resolve("run/run.json"),
        "{\"schema\":1,\"invocations\":[{\"scored\":true,\"command\":[\"java\",\"-jar\",\"a b.jar\"]}]}");

    Cli cli = Cli.run(folder, "report", "run");

    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode data = data("run/report.html");
    assertThat(data.path("benchmarks")).hasSize(3);
    assertThat(data.path("notes").toString()).contains("no result.json", "has not ended");
    assertThat(data.at("/commands/0/line").asText()).isEqualTo("java -jar 'a b.jar'");
  }

  @Test
  void report_runFolderWithoutAnyResult_saysThatNothingWasMeasured() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/jmh.log"), "# JMH version: 1.37");

    Cli cli = Cli.run(folder, "report", "run");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(data("run/report.html").path("notes").toString()).contains("no result.json");
  }

  @Test
  void report_environmentsDiffer_factsOfBothSidesAreThere() throws IOException {
    for (String side : List.of("base", "cand")) {
      Path result = JmhFile.suite(1).write(folder.resolve(side + ".json"));
      ObjectNode environment = JmhFile.environment("class", "2026-11-21T01:00:00Z");
      environment.withObject("jvm").withObject("flags").put("UseZGC", side.equals("cand"));
      JmhFile.writeEnvironment(result, environment);
    }

    Cli.run(folder, "report", "cand.json", "--baseline", "base.json");

    JsonNode facts = data("cand.html").at("/environment/facts");
    assertThat(facts)
        .anySatisfy(
            fact -> {
              assertThat(fact.path("name").asText()).isEqualTo("JVM UseZGC");
              assertThat(fact.at("/baseline/0").asText()).isEqualTo("false");
              assertThat(fact.at("/candidate/0").asText()).isEqualTo("true");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report gone                          | no such file",
        "report nothing                       | holds no result file",
        "report half.json                     | half-written",
        "report good.json --baseline gone     | no such file",
        "report good.json --suite quick       | machine class is unknown",
        "report good.json --out gone/r.html   | folder does not exist",
        "report good.json --out nothing       | is a folder",
        "report                               | Missing required parameter",
      })
  void report_badInput_isOneLineAndTwoAndNoFile(String arguments, String message)
      throws IOException {
    Files.createDirectories(folder.resolve("nothing"));
    Path good = JmhFile.suite(1).write(folder.resolve("good.json"));
    byte[] whole = Files.readAllBytes(good);
    Files.write(folder.resolve("half.json"), Arrays.copyOf(whole, whole.length / 2));

    Cli cli = Cli.run(folder, arguments.split(" "));

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).startsWith("tollgate: ").contains(message).hasLineCount(1);
    assertThat(cli.out()).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".html"))).isEmpty();
    }
  }

  @Test
  void report_twoHundredBenchmarks_staysBelowThreeMegabytes() throws IOException {
    for (String side : List.of("base", "cand")) {
      JmhFile file = new JmhFile(side.hashCode());
      for (int i = 0; i < 200; i++) {
        file.add("org.example.suite" + i / 20 + ".Benchmark.method" + i, "thrpt", "ops/s", 1000);
        for (String name : List.of("latency.p50", "latency.p90", "latency.p99", "latency.max")) {
          file.addSecondary(i, name, "us/op", 10);
        }
      }
      file.write(folder.resolve(side + ".json"));
    }

    Cli cli = Cli.run(folder, "report", "cand.json", "--baseline", "base.json");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(Files.size(folder.resolve("cand.html"))).isLessThan(3_000_000);
  }

  private JsonNode data(String page) throws IOException {
    return ProfileCommandTest.data(Files.readString(folder.resolve(page), StandardCharsets.UTF_8));
  }
}
