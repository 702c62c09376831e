package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import planted.Plants;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.Spending;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.run.ProbeJar;

/**
 * Regressions planted in eight places: real recordings of both sides name the planted method or
 * wait first, and claim nothing where the code is the same.
 */
@Tag("alone")
class PlantedRegressionIT {

  private static final int PINNING_SINCE = 21;
  private static final long TIMEOUT_MINUTES = 4;

  private static final String BENCHMARKS =
      "hotMethod|allocation|lock|pool|query|socketDelay|collectorSetting"
          + (Runtime.version().feature() >= PINNING_SINCE ? "|pinning" : "");

  /** Measured once more, as what they were: processor, pool, network. */
  private static final String AGAIN = "hotMethod|pool|query";

  private static final String SMALL_HEAP = "-Xmx48m -Xmn2m";

  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  /** The sides alternate: what comes and goes on the machine hits them alike. */
  @BeforeAll
  static void recordBothSides() throws IOException, InterruptedException {
    jar = SampleJar.build(folder.resolve("planted.jar"), Plants.class);
    measure("base", BENCHMARKS, "");
    planted();
    measure("again", AGAIN, "");
    planted();
    measure("base", BENCHMARKS, "");
    measure("again", AGAIN, "");
  }

  private static void planted() throws IOException, InterruptedException {
    measure("planted", BENCHMARKS.replace("|collectorSetting", ""), "-Dplanted=true");
    measure("planted", "collectorSetting", SMALL_HEAP);
  }

  @ParameterizedTest
  @CsvSource({
    "hotMethod, CPU, planted.Plants$Hot.plantedRecomputation",
    "lock, MONITOR, planted.Plants$Lock.plantedGlobalLock",
    "pool, PARK, planted.Plants$Pool.borrowFromPlantedPool",
    "query, SOCKET, planted.Plants$Query.plantedQueryPerRow",
    "socketDelay, SOCKET, planted.Peer.exchange",
  })
  void plant_inOnePlace_isWhatGrewMost(String benchmark, Spending spending, String method)
      throws IOException {
    Explanation.Claim first = first(benchmark);

    assertThat(first.spending()).isEqualTo(spending);
    assertThat(first.method().map(Object::toString)).contains(method);
  }

  /** What allocates costs the processor or the collector most, as they please. */
  @ParameterizedTest
  @ValueSource(strings = "allocation")
  void plant_thatAllocates_isNamedWhicheverWayItCostsMost(String benchmark) throws IOException {
    Explanation explanation = explanation("base", "planted", benchmark);

    assertThat(explanation.claims().get(0).method().map(Object::toString))
        .contains("planted.Plants$Allocation.plantedCopies");
    assertThat(explanation.claims())
        .filteredOn(claim -> claim.spending() == Spending.ALLOCATION)
        .singleElement()
        .satisfies(
            claim ->
                assertThat(claim.method().map(Object::toString))
                    .contains("planted.Plants$Allocation.plantedCopies"));
  }

  @ParameterizedTest
  @ValueSource(strings = "collectorSetting")
  void plant_inTheHeapsSettings_isCollectionThatNoMethodCauses(String benchmark)
      throws IOException {
    Explanation.Claim first = first(benchmark);

    assertThat(first.spending()).isEqualTo(Spending.GC);
    assertThat(first.method()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = "pinning")
  void plant_thatPins_isWhereTheCarrierIsHeld(String benchmark) throws IOException {
    assumeTrue(
        Runtime.version().feature() >= PINNING_SINCE,
        "virtual threads exist from JDK 21 on, so nothing can be pinned here");
    Explanation.Claim first = first(benchmark);

    assertThat(first.spending()).isEqualTo(Spending.PINNING);
    assertThat(first.method().map(Object::toString))
        .contains("planted.PlantedInitializer.<clinit>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hotMethod", "pool", "query"})
  void identicalCode_recordedTwice_claimsNothing(String benchmark) throws IOException {
    assertThat(explanation("base", "again", benchmark).claims()).isEmpty();
  }

  private static Explanation.Claim first(String benchmark) throws IOException {
    Explanation explanation = explanation("base", "planted", benchmark);
    assertThat(explanation.spreadKnown()).isTrue();
    assertThat(explanation.claims()).as("claims about %s", benchmark).isNotEmpty();
    return explanation.claims().get(0);
  }

  private static Explanation explanation(String baseline, String candidate, String benchmark)
      throws IOException {
    List<Recording> before = recordings(baseline).get(benchmark);
    List<Recording> after = recordings(candidate).get(benchmark);
    assertThat(before).as("forks of %s", benchmark).hasSize(2);
    assertThat(after).as("forks of %s", benchmark).hasSize(2);
    return ProfileDifference.of(before, after, 5).explanation();
  }

  private static Map<String, List<Recording>> recordings(String side) {
    Map<String, List<Recording>> found = new TreeMap<>();
    for (RecordingIndexReader.Entry entry : RecordingIndexReader.read(folder.resolve(side))) {
      String benchmark = entry.key().benchmark();
      found
          .computeIfAbsent(
              benchmark.substring(benchmark.lastIndexOf('.') + 1), key -> new ArrayList<>())
          .add(RecordingReader.read(entry.file()));
    }
    return found;
  }

  /** One recorded fork of each benchmark. */
  private static void measure(String side, String benchmarks, String jvmArguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("jmh.log");
    try (ProbeJar probe = ProbeJar.open()) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djmh.ignoreLock=true",
                  "-cp",
                  jar + File.pathSeparator + probe.path(),
                  "org.openjdk.jmh.Main",
                  "planted.*[.](" + benchmarks + ")$"));
      command.addAll(List.of("-f", "1", "-wi", "1", "-w", "100ms", "-i", "1", "-r", "500ms"));
      command.addAll(List.of("-foe", "true", "-to", "60s"));
      Path recordings = folder.resolve(side).resolve("recordings");
      command.addAll(
          List.of("-prof", "tollgate.probe.recording.RecordingProfiler:dir=" + recordings));
      if (!jvmArguments.isEmpty()) {
        command.addAll(List.of("-jvmArgsAppend", jvmArguments));
      }
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
      } finally {
        process.destroy();
      }
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
  }
}
