package tollgate.harness.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two run folders of 200 benchmarks: the first three slower in the candidate, the fourth faster,
 * the fifth named by somebody hostile; with percentiles, ledgers, recordings and a sweep.
 */
final class LargeRun {

  static final int BENCHMARKS = 200;

  /** Markup, a script, an end of the data block, an override of the writing direction, Arabic. */
  static final String HOSTILE =
      "</script><img src=x onerror=\"pwned=1\"><script>pwned=1</script>\u202e\u0645\u0631\u062d\u0628\u0627";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] THREADS = {1, 2, 4, 8, 16};
  private static final Map<String, Double> LEDGER =
      Map.of("cpu", 20.0, "runQueue", 5.0, "poolWait", 60.0, "lockPark", 15.0);

  private LargeRun() {}

  /** Writes {@code base} and {@code cand} into {@code folder}. */
  static void write(Path folder) throws IOException, InterruptedException {
    write(folder.resolve("base"), 1, false);
    write(folder.resolve("cand"), 2, true);
  }

  private static void write(Path run, long seed, boolean candidate)
      throws IOException, InterruptedException {
    JmhFile file = new JmhFile(seed);
    for (int i = 0; i < BENCHMARKS; i++) {
      String name = "org.example.room" + i / 10 + ".Work" + i / 5 + ".method" + i;
      file.add(name, "thrpt", "ops/s", 1000 + 10 * i);
      file.entry(i).putObject("params").put("poolSize", String.valueOf(10 + i % 3));
      for (String metric : List.of("p50", "p90", "p99", "max")) {
        file.addSecondary(i, "latency." + metric, "us/op", 10 + 10.0 * metric.length());
      }
      if (i < 3) {
        ledger(file, i, candidate);
      }
    }
    if (candidate) {
      for (int i = 0; i < 3; i++) {
        file.scale(i, 0.7 - 0.1 * i);
      }
      file.scale(3, 1.5);
    }
    file.entry(4).withObject("params").put(HOSTILE, HOSTILE);
    file.addSecondary(4, HOSTILE, HOSTILE, 3);
    for (int i = 0; i < THREADS.length; i++) {
      file.add(
          "org.example.Sweep.run",
          "thrpt",
          "ops/s",
          100.0 * THREADS[i] / (1 + 0.1 * (THREADS[i] - 1)));
      file.entry(BENCHMARKS + i).put("threads", THREADS[i]);
    }
    Path result = file.write(run.resolve("result.json"));
    ObjectNode environment =
        JmhFile.environment("class", candidate ? "2026-11-21T02:00:00Z" : "2026-11-21T01:00:00Z");
    environment.withObject("jvm").put("version", candidate ? "17.0.9" : "17.0.8");
    JmhFile.writeEnvironment(result, environment);
    recordings(run, file, candidate ? 12 : 3);
  }

  private static void ledger(JmhFile file, int index, boolean candidate) {
    double wall = 0;
    for (Map.Entry<String, Double> cause : LEDGER.entrySet()) {
      double micros = cause.getValue() * (candidate && cause.getKey().equals("poolWait") ? 1.8 : 1);
      wall += micros;
      file.addSecondary(index, "time." + cause.getKey(), "us/op", micros);
    }
    for (String none :
        List.of(
            "databaseSocket",
            "otherSocket",
            "monitor",
            "conditionPark",
            "sleep",
            "safepoint",
            "jvmInternal",
            "unexplained")) {
      file.addSecondary(index, "time." + none, "us/op", 0);
    }
    file.addSecondary(index, "time.wall", "us/op", wall);
  }

  private static void recordings(Path run, JmhFile file, int waits)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(run.resolve("recordings"));
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      ObjectNode line = JSON.createObjectNode();
      line.put("benchmark", file.entry(i).path("benchmark").asText());
      line.put("mode", "thrpt");
      line.put("threads", 50);
      line.set("params", file.entry(i).path("params"));
      line.put("fork", 1);
      line.put("operations", 1000);
      line.put("file", "r" + i + ".jfr");
      index.append(line).append('\n');
      record(folder.resolve("r" + i + ".jfr"), waits);
    }
    Files.writeString(folder.resolve("recordings.json"), index);
  }

  /** A real recording of threads that wait for a lock. */
  static void record(Path target, int waits) throws IOException, InterruptedException {
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
      recording.start();
      for (int i = 0; i < waits; i++) {
        waitForTheLock();
      }
      recording.stop();
      recording.dump(target);
    }
  }

  private static void waitForTheLock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Thread waiter = new Thread(() -> locked(lock));
    lock.lock();
    try {
      waiter.start();
      while (!lock.hasQueuedThread(waiter)) {
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(5_000_000);
    } finally {
      lock.unlock();
    }
    waiter.join();
  }

  private static void locked(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }
}
