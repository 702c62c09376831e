package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a JMH jar that knows nothing of Tollgate. */
class ForeignJarIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path jar = Path.of("");

  @BeforeAll
  static void buildJar() throws IOException {
    jar = SampleJar.build(folder.resolve("sample.jar"));
  }

  @Test
  void run_sweepOfThreadsAndForksWithRecordings_keepsEveryRecording() throws Exception {
    Tollgate.Ended run =
        tollgate()
            .run(
                "run",
                "--jar",
                jar.toString(),
                "--out",
                "sweep",
                "--threads",
                "1,2,4",
                "--",
                "pay",
                "-f",
                "2",
                "-wi",
                "1",
                "-w",
                "50ms",
                "-i",
                "1",
                "-r",
                "50ms",
                "-prof",
                "tollgate.probe.recording.RecordingProfiler:dir=" + folder.resolve("swept"));

    assertThat(run.code()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("swept"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".jfr"))).hasSize(6);
    }
    assertThat(Files.readAllLines(folder.resolve("swept/recordings.json"))).hasSize(6);
    JsonNode results = JSON.readTree(folder.resolve("sweep/result.json").toFile());
    assertThat(results.findValuesAsText("threads")).containsExactly("1", "2", "4");
    assertThat(JSON.readTree(folder.resolve("sweep/result.env.json").toFile()).path("machine"))
        .isNotEmpty();
  }

  @Test
  void run_terminatedInTheMiddle_keepsFinishedForksAndLeavesNoProcess() throws Exception {
    Tollgate.Running running =
        tollgate()
            .start(
                "run",
                "--jar",
                jar.toString(),
                "--out",
                "broken",
                "--",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "3",
                "-r",
                "1s");
    awaitFork(folder.resolve("broken/parts/default-forks"));
    List<ProcessHandle> children = running.process().descendants().toList();

    running.process().destroy();
    Tollgate.Ended ended = running.join();

    // A fork notices its parent's death by itself, which may be a moment after the harness has
    // ended.
    assertThat(children)
        .isNotEmpty()
        .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(5)));
    assertThat(ended.code()).isEqualTo(143);
    assertThat(ended.err()).contains("interrupted: kept 1 benchmark");
    assertThat(JSON.readTree(folder.resolve("broken/result.json").toFile())).hasSize(1);
    assertThat(
            JSON.readTree(folder.resolve("broken/run.json").toFile()).path("complete").asBoolean())
        .isFalse();
  }

  @Test
  void run_suiteWithAnObjectiveThatNothingKeeps_printsItLastAndExitsWithOne() throws Exception {
    Path gate = Files.createDirectories(folder.resolve("promises")).resolve("gate.toml");
    Files.writeString(
        gate,
        """
        [[suite]]
        name = "promised"
        include = ['Checkout\\.pay']

        [[slo]]
        match = "Checkout.pay*"
        metric = "primary"
        at-least = 1e15
        """);

    Tollgate.Ended run = tollgate().run(promised("kept", "pay"));

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("(?m)^objective +figure .95% interval. +needs +benchmark$")
        .containsPattern("(?m)^violated +.* primary ≥ .*Checkout.pay")
        .endsWith("objectives: 1 violated." + System.lineSeparator());
  }

  @Test
  void run_nothingMatches_saysInOneLineWhatThereIs() throws Exception {
    Tollgate.Ended run =
        tollgate().run("run", "--jar", jar.toString(), "--include", "Chekout", "--out", "nothing");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no benchmark matches Chekout; it has Checkout").hasLineCount(1);
  }

  private static String[] promised(String out, String regex) {
    return new String[] {
      "run",
      "--jar",
      jar.toString(),
      "--suite",
      "promised",
      "--baselines",
      folder.resolve("promises").toString(),
      "--include",
      regex,
      "--out",
      out,
      "--",
      "-f",
      "2",
      "-wi",
      "0",
      "-i",
      "2",
      "-r",
      "50ms"
    };
  }

  @Test
  void run_folderInUse_isLeftAlone() throws Exception {
    Path file = Files.createDirectories(folder.resolve("used")).resolve("mine.txt");
    Files.writeString(file, "mine");

    Tollgate.Ended run = tollgate().run("run", "--jar", jar.toString(), "--out", "used");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("not empty").hasLineCount(1);
    try (Stream<Path> files = Files.list(folder.resolve("used"))) {
      assertThat(files).containsExactly(file);
    }
  }

  /** Until the first fork has left its result; the process under test paces this, no clock does. */
  private static void awaitFork(Path forks) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      if (Files.isDirectory(forks)) {
        try (Stream<Path> files = Files.list(forks)) {
          if (files.anyMatch(file -> file.toString().endsWith(".json"))) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no fork ended within a minute");
  }

  private static Tollgate tollgate() {
    return new Tollgate(folder);
  }
}
