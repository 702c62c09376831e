package tollgate.harness.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

/**
 * {@code ab} on real forks: a jar against itself while something else takes the processors now and
 * then, and against one in which a method does a tenth more work. See {@code scripts/ab-check}.
 */
final class AbCheck {
  private static final int ROUNDS = 5;

  /** {@code Checkout.pay} mixes 200 times, {@code browse} as often and nothing more. */
  private static final int A_TENTH = 20;

  private static final String SLOWED = "sample.Checkout.pay";

  private final Path folder;
  private int missed;

  private AbCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * Prints a line for each comparison; exit code 1 when one went wrong.
   *
   * @param arguments a folder for what is measured
   */
  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy),
                "ab-check-end"));
    AbCheck check = new AbCheck(Path.of(arguments[0]));
    check.run();
    System.exit(check.missed == 0 ? 0 : 1);
  }

  private void run() throws Exception {
    Path jar = SampleJar.build(folder.resolve("version.jar"));
    Path same = SampleJar.build(folder.resolve("same.jar"));
    Path slower = SampleJar.build(folder.resolve("slower.jar"), A_TENTH);
    for (int round = 1; round <= ROUNDS; round++) {
      try (Neighbour neighbour = new Neighbour(round)) {
        JsonNode report = compare(jar, same, "same-" + round, round);
        boolean held = regressed(report).isEmpty();
        print(
            held,
            "the same jar, beside a neighbour busy "
                + neighbour.busyPercent()
                + " % of the time: no regression",
            report);
      }
      JsonNode report = compare(jar, slower, "slower-" + round, round);
      boolean held = regressed(report).equals(List.of(SLOWED));
      print(held, "a tenth more work in one method: that one regressed", report);
    }
    System.out.println(missed == 0 ? "all held" : missed + " missed");
  }

  private JsonNode compare(Path before, Path after, String name, int seed) throws Exception {
    long start = System.nanoTime();
    Tollgate.Ended ended =
        new Tollgate(folder)
            .run(
                "ab",
                before.toString(),
                after.toString(),
                "--threads",
                "1",
                "--seed",
                Integer.toString(seed),
                "--out",
                folder.resolve(name).toString(),
                "--format",
                "json");
    if (ended.code() != 0 && ended.code() != 1 && ended.code() != 3) {
      throw new IOException("ab ended with " + ended.code() + ": " + ended.err());
    }
    System.out.printf(
        Locale.ROOT, "%3d s  ", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    return new ObjectMapper().readTree(ended.out());
  }

  private static List<String> regressed(JsonNode report) {
    return StreamSupport.stream(report.path("verdicts").spliterator(), false)
        .filter(row -> row.path("verdict").asText().equals("regressed"))
        .map(row -> row.path("benchmark").asText())
        .toList();
  }

  private void print(boolean held, String claim, JsonNode report) {
    missed += held ? 0 : 1;
    TreeMap<String, String> rows = new TreeMap<>();
    for (JsonNode row : report.path("verdicts")) {
      rows.put(
          row.path("benchmark").asText(),
          String.format(
              Locale.ROOT,
              "%s (%+.1f %%, %d forks a side)",
              row.path("verdict").asText(),
              row.path("slowdown").asDouble() * 100,
              row.path("candidate").path("forks").asInt()));
    }
    System.out.println((held ? "held    " : "MISSED  ") + claim + "  " + rows);
  }

  /** Takes both processors for a while, and rests for a while; seeded. */
  private static final class Neighbour implements AutoCloseable {
    private static final int PROCESSORS = 2;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread[] threads = new Thread[PROCESSORS];
    private final long start = System.nanoTime();
    private volatile long busyNanos;

    private Neighbour(long seed) {
      for (int i = 0; i < PROCESSORS; i++) {
        boolean first = i == 0;
        threads[i] = new Thread(() -> live(new Random(seed), first), "neighbour-" + i);
        threads[i].setDaemon(true);
        threads[i].start();
      }
    }

    /** All threads draw the same times from the same seed, so that they come and go together. */
    private void live(Random random, boolean counts) {
      while (!ended.get()) {
        long busy = TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(3000));
        long until = System.nanoTime() + busy;
        while (System.nanoTime() < until && !ended.get()) {
          Thread.onSpinWait();
        }
        busyNanos += counts ? busy : 0;
        try {
          Thread.sleep(200 + random.nextInt(3000));
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private long busyPercent() {
      return Math.round(100.0 * busyNanos / (System.nanoTime() - start));
    }

    @Override
    public void close() throws InterruptedException {
      ended.set(true);
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
    }
  }
}
