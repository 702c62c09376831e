package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.model.Cause;

class ScalingCommandTest {

  private static final int[] SEVEN = {1, 2, 4, 8, 16, 32, 50};

  private static final String COMMITTED =
      Path.of("../../docs/findings/sweep").toAbsolutePath().normalize().toString();

  @TempDir Path folder;

  @Test
  void scaling_sweepWithLedgers_tellsTheWholeStory() throws IOException {
    sweep(folder.resolve("sweep.json"), true, SEVEN);
    Cli cli = Cli.run(folder, "scaling", "sweep.json");
    assertThat(cli.code()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains("Pool.borrow thrpt, 2 processors")
        .contains("Of 50 threads:")
        .contains("waiting for a pooled connection")
        .contains("Law: contention σ")
        .contains("A bound, not a part of the split")
        .contains("2 processors allow a speedup of 20.0 at most; 30.0 of the 45.0 threads lost")
        .contains("other processes, such as the database, which used 30 % of them")
        .contains("No peak is claimed")
        .contains("a model, not a measurement")
        .contains("efficiency: throughput per thread");
    assertThat(cli.out().lines().count()).isLessThan(50);
  }

  @Test
  void scaling_manySweeps_tellsEachInALineUnlessAskedForMore() throws IOException {
    for (int i = 0; i < 4; i++) {
      sweep(folder.resolve("sweep" + i + ".json"), "org.example.Pool" + i + ".borrow", true, SEVEN);
    }
    Cli overview = Cli.run(folder, "scaling", ".");
    assertThat(overview.code()).isZero();
    assertThat(overview.out())
        .contains("4 sweeps on 2 processors")
        .contains("Pool3.borrow")
        .contains("pool 45.0")
        .doesNotContain("Of 50 threads:");
    assertThat(overview.out().lines().count()).isLessThan(24);
    assertThat(Cli.run(folder, "scaling", ".", "--only", "Pool2").out()).contains("Of 50 threads:");
    assertThat(Cli.run(folder, "scaling", ".", "--details").out().split("Of 50 threads:"))
        .hasSize(5);
  }

  @Test
  void scaling_json_isOneObjectWhoseLossesSum() throws IOException {
    sweep(folder.resolve("sweep.json"), true, SEVEN);
    Cli cli = Cli.run(folder, "scaling", "sweep.json", "--format", "json");
    JsonNode sweep = new ObjectMapper().readTree(cli.out()).path("sweeps").path(0);
    assertThat(sweep.path("points")).hasSize(7);
    JsonNode stack = sweep.path("losses").path("stacks").path(5);
    double lost = 0;
    for (JsonNode cause : stack.path("lostThreads")) {
      lost += cause.path("value").asDouble();
    }
    assertThat(stack.path("speedup").asDouble() + lost)
        .isCloseTo(50, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void scaling_withoutLedgers_saysWhatIsMissing() throws IOException {
    sweep(folder.resolve("sweep.json"), false, SEVEN);
    Cli cli = Cli.run(folder, "scaling", "sweep.json");
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .contains("cannot say: the point at one thread: no ledger was taken; run with --ledger");
  }

  @Test
  void scaling_runFolder_readsTheLedgerBesideTheResult() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    sweep(run.resolve("result.json"), false, SEVEN);
    sweep(run.resolve("ledger.json"), true, SEVEN);
    Cli cli = Cli.run(folder, "scaling", "run");
    assertThat(cli.out()).contains("Of 50 threads:").doesNotContain("carry its cost");
  }

  @Test
  void scaling_ledgersInWhichNoTimePassed_areNone() throws IOException {
    sweep(folder.resolve("sweep.json"), true, SEVEN);
    Path file = folder.resolve("zero.json");
    JsonNode results = new ObjectMapper().readTree(folder.resolve("sweep.json").toFile());
    for (JsonNode entry : results) {
      for (Cause cause : Cause.values()) {
        metric((ObjectNode) entry.path("secondaryMetrics"), cause.metric(), 0, "us/op");
      }
      metric((ObjectNode) entry.path("secondaryMetrics"), "time.wall", 0, "us/op");
    }
    new ObjectMapper().writeValue(file.toFile(), results);
    Cli cli = Cli.run(folder, "scaling", "zero.json", "--format", "json");
    assertThat(cli.code()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains("the point at one thread: no ledger was taken")
        .doesNotContain("NaN");
  }

  @Test
  void scaling_onePoint_isUndecided() throws IOException {
    sweep(folder.resolve("one.json"), false, 8);
    Cli cli = Cli.run(folder, "scaling", "one.json");
    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out()).contains("cannot say: measured at one thread count only (8)");
  }

  @Test
  void scaling_committedSweep_fitsOneScreen() {
    String overview = Cli.run(folder, "scaling", COMMITTED).out();
    assertThat(overview).contains("Queue.share{SKIP_LOCKED}").contains("overhead");
    assertThat(overview.lines()).hasSizeLessThan(40).allMatch(line -> columns(line) <= 100);
    assertThat(at(70)).contains("most of it to").doesNotContain("overhead");
    assertThat(at(70).lines()).allMatch(line -> columns(line) <= 70);
    assertThat(at(200)).contains("queue=SKIP_LOCKED").contains("κ").contains("█");
  }

  @Test
  void scaling_committedPattern_tellsWhatCoordinationTakesAndWhatShrank() throws IOException {
    String text = Cli.run(folder, "scaling", COMMITTED, "--only", "Consensus").out();
    assertThat(text)
        .contains("Overhead of coordination, against Independent.step")
        .contains("not like with like: one agent in N")
        .contains("less: sleeping -")
        .contains("of a straight regression, not the law above");
    String json =
        Cli.run(folder, "scaling", COMMITTED, "--only", "Handoff", "--format", "json").out();
    JsonNode overhead = new ObjectMapper().readTree(json).path("sweeps").path(0).path("overhead");
    assertThat(overhead.path("control").path("benchmark").asText()).endsWith("Independent.step");
    assertThat(overhead.path("points")).hasSize(7);
  }

  private static int columns(String line) {
    return line.codePointCount(0, line.length());
  }

  /** The overview on a terminal of so many columns. */
  private String at(int width) {
    StringWriter out = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            folder,
            Map.of(),
            false,
            OptionalInt.of(width));
    CommandLineRunner.run(console, "scaling", COMMITTED);
    return out.toString();
  }

  @Test
  void scaling_badInput_isOneLine() throws IOException {
    sweep(folder.resolve("sweep.json"), false, SEVEN);
    assertThat(Cli.run(folder, "scaling", "none.json").code()).isEqualTo(2);
    Cli regex = Cli.run(folder, "scaling", "sweep.json", "--only", "(");
    assertThat(regex.code()).isEqualTo(2);
    assertThat(regex.err().lines()).hasSize(1);
    assertThat(Cli.run(folder, "scaling", "sweep.json", "--only", "Nothing").code()).isEqualTo(2);
  }

  /** A pool of five held for 900 µs, computing for 100 µs, on two processors. */
  private static void sweep(Path file, boolean ledgers, int... threads) throws IOException {
    sweep(file, "org.example.Pool.borrow", ledgers, threads);
  }

  private static void sweep(Path file, String benchmark, boolean ledgers, int... threads)
      throws IOException {
    JmhFile results = new JmhFile(7);
    for (int i = 0; i < threads.length; i++) {
      int n = threads[i];
      double residence = Math.max(1000, n * 200.);
      results.add(benchmark, "thrpt", "ops/s", n / residence * 1e6);
      results.entry(i).put("threads", n);
      if (ledgers) {
        ObjectNode metrics = (ObjectNode) results.entry(i).path("secondaryMetrics");
        for (Cause cause : Cause.values()) {
          double micros =
              switch (cause) {
                case CPU -> 100;
                case SLEEP -> 900;
                case POOL_WAIT -> residence - 1000;
                default -> 0;
              };
          metric(metrics, cause.metric(), micros, "us/op");
        }
        metric(metrics, "time.wall", residence, "us/op");
        metric(metrics, "ledger.cpus", 2, "cpus");
        metric(metrics, "ledger.hostBusy", 1, "share");
        metric(metrics, "ledger.foreignBusy", .3, "share");
      }
    }
    results.write(file);
  }

  private static void metric(ObjectNode metrics, String name, double value, String unit) {
    ObjectNode metric = metrics.putObject(name);
    metric.put("score", value);
    metric.put("scoreError", "NaN");
    metric.put("scoreUnit", unit);
    metric.putArray("rawData").addArray().add(value).add(value);
  }
}
