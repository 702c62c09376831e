package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate in a repository with a baseline: what it accuses is measured beside what was accepted. */
@Tag("alone")
@Tag("same-on-every-jdk")
class ConfirmingIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SUITE =
      """
      most-foreign-cpu = 1
      most-stolen-cpu = 1
      most-foreign-cpu-to-record = 1
      most-stolen-cpu-to-record = 1
      [[suite]]
      name = "quick"
      threads = [1]
      include = ['Checkout\\.pay']
      """;

  private static final List<String> SHORT =
      List.of("--", "-f", "3", "-wi", "1", "-w", "100ms", "-i", "2", "-r", "150ms");

  @TempDir private static Path shared;
  private static SampleRepository fast;

  @TempDir private Path folder;
  private SampleRepository sample;
  private Path repository;

  /** The baseline, and another result of the same version. */
  @BeforeAll
  static void recordTheFastVersion() throws Exception {
    fast = SampleRepository.create(shared, SUITE);
    fast.build();
    measure(fast.root(), "results/base");
    measure(fast.root(), "results/same");
    tollgate(
        fast.root(),
        "baseline",
        "record",
        "results/base",
        "--suite",
        "quick",
        "--force",
        "--reason",
        "t");
    nameCommit(fast.root(), fast.git("rev-parse", "HEAD"));
    fast.commit("fast");
  }

  @BeforeEach
  void copyTheRepository() throws Exception {
    sample = fast.copy(folder.resolve("repository"));
    repository = sample.root();
  }

  @Test
  void gate_slowerByTheBaselineAndBesideIt_isARegression() throws Exception {
    sample.commit("slow");
    sample.build();
    measure(repository, "results/slow");

    Tollgate.Ended gate = gate("results/slow");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out())
        .contains("beside commit", "; by the baseline it was +", "confirmed: Checkout.pay");
    JsonNode verdict = JSON.readTree(repository.resolve("gate.json").toFile());
    assertThat(verdict.at("/verdicts/0/verdict").asText()).isEqualTo("regressed");
    assertThat(repository.resolve("results/slow/confirmation/candidate.json")).exists();
    assertThat(sample.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void gate_slowerByTheBaselineOnly_isNoRegression() throws Exception {
    quarterTheCostOfTheBaseline();

    Tollgate.Ended believed = gate("results/same", "--no-confirm");
    Tollgate.Ended gate = gate("results/same");

    assertThat(believed.code()).as(believed.out() + believed.err()).isEqualTo(1);
    assertThat(gate.code()).as(gate.out() + gate.err()).isZero();
    assertThat(gate.out()).contains("not confirmed: Checkout.pay");
    assertThat(gate.err()).contains("measuring again, beside commit");
    assertThat(repository.resolve("cache")).as("one jar stands for both").doesNotExist();
  }

  @Test
  void gate_acceptedCommitIsGone_theBaselinesWordStandsAndSaysSo() throws Exception {
    quarterTheCostOfTheBaseline();
    nameCommit(repository, "0123456789012345678901234567890123456789");

    Tollgate.Ended gate = gate("results/same");

    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
    assertThat(gate.out()).contains("was not measured again beside the accepted commit");
  }

  private Tollgate.Ended gate(String result, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("gate", result, "--build", sample.buildCommand(), "--no-explain"));
    words.addAll(List.of("--output", "gate.json"));
    words.addAll(List.of(more));
    return new Tollgate(repository).run(words.toArray(String[]::new));
  }

  private static void measure(Path repository, String out) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("run", "--suite", "quick", "--jar", "target/b.jar", "--out", out));
    words.addAll(SHORT);
    tollgate(repository, words.toArray(String[]::new));
  }

  private static void tollgate(Path repository, String... words) throws Exception {
    Tollgate.Ended ended = new Tollgate(repository).run(words);
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  private interface Edit {
    void of(ObjectNode root);
  }

  /** A jar that is not ours does not say what it was built of. */
  private static void nameCommit(Path repository, String commit) throws IOException {
    edit(repository, ".env.json", root -> root.withObject("/build").put("commit", commit));
  }

  /** As another hour on another machine of the same class might have measured it. */
  private void quarterTheCostOfTheBaseline() throws IOException {
    for (Path file : session(repository, ".json")) {
      if (JSON.readTree(file.toFile()) instanceof ArrayNode entries) {
        entries.forEach(
            entry ->
                entry
                    .at("/primaryMetric/rawData")
                    .forEach(
                        fork -> {
                          ArrayNode values = (ArrayNode) fork;
                          for (int i = 0; i < values.size(); i++) {
                            values.set(i, values.get(i).asDouble() * 4);
                          }
                        }));
        JSON.writeValue(file.toFile(), entries);
      }
    }
  }

  private static void edit(Path repository, String ending, Edit edit) throws IOException {
    for (Path file : session(repository, ending)) {
      ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
      edit.of(root);
      JSON.writeValue(file.toFile(), root);
    }
  }

  private static List<Path> session(Path repository, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(repository.resolve("baselines"))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
