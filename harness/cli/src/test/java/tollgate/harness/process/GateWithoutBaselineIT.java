package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import errands.Errand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate in a repository whose baselines are of no use here. */
@Tag("same-on-every-jdk")
class GateWithoutBaselineIT {

  private static final String SUITE =
      """
      [[suite]]
      name = "quick"
      threads = [1]
      include = ['Checkout\\.pay']
      """;

  @TempDir private static Path shared;
  private static SampleRepository fast;

  @TempDir private Path folder;
  private SampleRepository sample;
  private Path repository;

  @BeforeAll
  static void acceptTheFastVersion() throws Exception {
    fast = SampleRepository.create(shared, SUITE);
  }

  @BeforeEach
  void copyTheRepository() throws Exception {
    sample = fast.copy(folder.resolve("repository"));
    repository = sample.root();
  }

  @Test
  void gate_slowerThanTheAcceptedCommit_isARegressionRecordedOnBothSides() throws Exception {
    sample.git("checkout", "--quiet", "-b", "change");
    sample.commit("slow");

    Tollgate.Ended gate = gate("--out", "results/now", "--format", "text", "--output", "gate.json");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .containsPattern("regressed.*Checkout\\.pay.*t=1")
        .contains("measured here and now against commit", "where this left main")
        .contains("What the candidate spends more on", "sample.Checkout.askBank");
    assertThat(repository.resolve("gate.json")).content().contains("\"regression\"");
    assertThat(sample.git("worktree", "list").lines()).hasSize(1);
    assertThat(Recorded.in(repository.resolve("results/now"))).hasSize(2);
    assertThat(Recorded.in(repository.resolve("results/now/baseline"))).hasSize(2);
    JsonNode verdict =
        new ObjectMapper().readTree(repository.resolve("gate.json").toFile()).at("/verdicts/0");
    assertThat(verdict.path("explanation").toString()).contains("sample.Checkout.askBank");
    assertThat(verdict.path("profiles")).hasSize(2);
    assertThat(Recorded.ledgers(repository.resolve("results/now"))).isEqualTo(1);
    assertThat(Recorded.ledgers(repository.resolve("results/now/baseline"))).isEqualTo(1);
    // Where there are no books of the run queue, that is said instead.
    if (Files.exists(Path.of("/proc/self/schedstat"))) {
      assertThat(verdict.path("ledger").path("sleep").asDouble()).isGreaterThan(0.3);
      assertThat(verdict.path("ledgerScope").asText()).isEqualTo("within one fork each");
    } else {
      assertThat(verdict.path("ledgerReasons").toString()).contains("noSchedstat");
    }
  }

  @Test
  void gate_nothingBuiltDiffers_isAVerdictOnOneJar() throws Exception {
    Tollgate.Ended gate = gate();

    assertThat(gate.code()).as(gate.out() + gate.err()).isZero();
    assertThat(gate.out()).contains("No regression found", "one jar stood for both");
    assertThat(folder.resolve("repository/cache")).doesNotExist();
  }

  @Test
  void gate_timeIsUpAfterOnePair_isUndecidedAndSaysSo() throws Exception {
    Tollgate.Ended gate = gate("--max-time", "1s");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(3);
    assertThat(gate.out()).contains("time was up after 1 whole round", "--max-time");
  }

  @Test
  void gate_acceptedCommitCannotBeBuilt_isUndecidedInOneLine() throws Exception {
    sample.git("checkout", "--quiet", "-b", "change");
    sample.commit("slow");
    sample.build();

    Tollgate.Ended gate =
        tollgate().run("gate", "--jar", "target/b.jar", "--build", "echo the reason; exit 3");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(3);
    assertThat(gate.out()).contains("Undecided: no baseline of suite quick", "the reason");
    assertThat(repository.resolve("results")).doesNotExist();
  }

  @Test
  void gate_suiteOfScenarios_measuresThisVersionOnceAndChecksItsObjectives() throws Exception {
    Files.writeString(
        repository.resolve("baselines/gate.toml"),
        """
        [[suite]]
        name = "scenarios"
        loads = true

        [[slo]]
        match = "Errand.run*"
        metric = "primary"
        at-most = 1e-9
        each-iteration = true
        """);
    SampleJar.build(
        Files.createDirectory(repository.resolve("target")).resolve("e.jar"), Errand.class);

    Tollgate.Ended gate =
        tollgate().run("gate", "--suite", "scenarios", "--jar", "target/e.jar", "--out", "once");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .contains("objective violated", "Errand.run", "no baseline of suite scenarios")
        .contains("tollgate baseline record");
    assertThat(new ObjectMapper().readTree(repository.resolve("once/result.json").toFile()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.at("/primaryMetric/rawData")).hasSize(1));
  }

  @Test
  void gate_twoVersionsHereAndNow_checksObjectivesToo() throws Exception {
    Files.writeString(
        repository.resolve("baselines/gate.toml"),
        SUITE
            + """

            [[slo]]
            match = "Checkout.pay*"
            metric = "primary"
            at-least = 1e15
            """);

    Tollgate.Ended gate = gate();

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out()).contains("objective violated", "SLO violated: Checkout.pay");
  }

  private Tollgate.Ended gate(String... more) throws Exception {
    sample.build();
    return tollgate()
        .run(
            Stream.concat(
                    Stream.of("gate", "--jar", "target/b.jar", "--build", sample.buildCommand()),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private Tollgate tollgate() {
    return new Tollgate(repository);
  }
}
