package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.harness.render.Format;

/**
 * Whatever a file holds: never a stack trace, never an internal error, never a pass that the data
 * does not support. Seeded; {@code -Dfuzz.rounds=100000} looks further.
 */
final class FuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);

  /** This one is 30 % slower in the candidate: a mutation elsewhere must not hide it. */
  private static final String SLOWER = "org.example.Query.read";

  @TempDir private Path folder;
  private Path baseline = Path.of("");
  private Path candidate = Path.of("");

  @BeforeEach
  void write() throws IOException {
    baseline = JmhFile.suite(1).write(folder.resolve("base.json"));
    candidate = JmhFile.suite(1).scale(1, 1.3).write(folder.resolve("cand.json"));
    JmhFile.writeEnvironment(baseline, JmhFile.environment("small", "2026-11-21T01:00:00Z"));
    JmhFile.writeEnvironment(candidate, JmhFile.environment("small", "2026-11-21T02:00:00Z"));
  }

  @Test
  void compare_mutatedCandidate_neverCrashesAndNeverHidesTheRegression() throws IOException {
    byte[] original = Files.readAllBytes(candidate);
    Mutations mutations = new Mutations(1);
    Set<Integer> codes = new java.util.TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutations.mutate(original);
      Files.write(candidate, mutated);
      Cli cli = compare(baseline, candidate);
      assertWellBehaved(cli, mutated);
      if (cli.code() != 2 && isIntact(original, mutated)) {
        assertThat(verdictOfSlower(cli))
            .as("exit %s of %s", cli.code(), Mutations.text(mutated))
            .isNotIn("unchanged", "improved");
      }
      codes.add(cli.code());
    }
    assertThat(codes).contains(0, 1, 2);
  }

  @Test
  void compare_mutatedBaseline_neverCrashes() throws IOException {
    byte[] original = Files.readAllBytes(baseline);
    Mutations mutations = new Mutations(2);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutations.mutate(original);
      Files.write(baseline, mutated);
      assertWellBehaved(compare(baseline, candidate), mutated);
    }
  }

  @Test
  void compare_mutatedEnvironment_neverCrashes() throws IOException {
    Path environment = folder.resolve("cand.env.json");
    byte[] original = Files.readAllBytes(environment);
    Mutations mutations = new Mutations(3);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutations.mutate(wrapped(original));
      Files.write(environment, unwrapped(mutated));
      assertWellBehaved(compare(baseline, candidate), mutated);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "0", "-1", "null"})
  void compare_candidateOfNothingButThis_neverPasses(String value) throws IOException {
    replaceAllScores(candidate, JSON.readTree(value));

    Cli cli = compare(baseline, candidate);

    assertThat(cli.code()).as(cli.out()).isIn(1, 3);
    assertWellBehaved(cli, Files.readAllBytes(candidate));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "1e-300"})
  void compare_extremeScores_neverCrash(String value) throws IOException {
    replaceAllScores(candidate, JSON.readTree(value));

    assertWellBehaved(compare(baseline, candidate), Files.readAllBytes(candidate));
    assertWellBehaved(compare(candidate, baseline), Files.readAllBytes(candidate));
  }

  private void replaceAllScores(Path file, JsonNode value) throws IOException {
    ArrayNode entries = (ArrayNode) JSON.readTree(file.toFile());
    for (JsonNode entry : entries) {
      for (JsonNode fork : entry.path("primaryMetric").path("rawData")) {
        for (int i = 0; i < fork.size(); i++) {
          ((ArrayNode) fork).set(i, value);
        }
      }
    }
    JSON.writeValue(file.toFile(), entries);
  }

  private Cli compare(Path before, Path after) {
    Format[] formats = Format.values();
    String[] files =
        Stream.of(formats)
            .filter(format -> format != Format.JSON)
            .map(format -> "--output=" + format + "=out." + format)
            .toArray(String[]::new);
    return Cli.run(
        folder,
        Stream.concat(
                Stream.of("compare", before.toString(), after.toString(), "--format=json"),
                Stream.of(files))
            .toArray(String[]::new));
  }

  private static void assertWellBehaved(Cli cli, byte[] mutated) throws IOException {
    String input = Mutations.text(mutated);
    assertThat(cli.code()).as("%s for %s", cli.err(), input).isIn(0, 1, 2, 3);
    assertThat(cli.err()).as(input).doesNotContain("\tat ", "Exception").hasLineCount(lines(cli));
    if (cli.code() == 2) {
      assertThat(cli.out()).isEmpty();
    } else {
      Map<String, Integer> codes = Map.of("pass", 0, "regression", 1, "undecided", 3);
      String outcome = JSON.readTree(cli.out()).path("outcome").asText();
      assertThat(codes.get(outcome)).isEqualTo(cli.code());
    }
  }

  private static int lines(Cli cli) {
    return cli.code() == 2 ? 1 : 0;
  }

  private static String verdictOfSlower(Cli cli) throws IOException {
    for (JsonNode verdict : JSON.readTree(cli.out()).path("verdicts")) {
      if (verdict.path("benchmark").asText().equals(SLOWER)) {
        return verdict.path("verdict").asText();
      }
    }
    return "absent";
  }

  /** Whether the mutation left the slower benchmark as it was, the only one of its identity. */
  private static boolean isIntact(byte[] original, byte[] mutated) throws IOException {
    Optional<JsonNode> found = slower(JSON.readTree(original));
    try {
      return found.isPresent() && found.equals(slower(JSON.readTree(mutated)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return false;
    }
  }

  private static Optional<JsonNode> slower(JsonNode root) {
    for (JsonNode entry : root) {
      if (entry.path("benchmark").asText().equals(SLOWER)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** Mutations are made for arrays. */
  private static byte[] wrapped(byte[] object) {
    return ("[" + Mutations.text(object) + "]").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] unwrapped(byte[] array) {
    return array.length < 3 ? array : java.util.Arrays.copyOfRange(array, 1, array.length - 1);
  }
}
