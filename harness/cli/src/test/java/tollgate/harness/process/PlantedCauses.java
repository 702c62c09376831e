package tollgate.harness.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Eight slow-downs planted into benchmarks.jar, its server or its machine, each twice: what the
 * gate names as their cause. See {@code scripts/planted-causes}.
 */
final class PlantedCauses {

  private static final Path BENCHMARKS =
      Path.of("..", "..", "benchmarks", "target", "benchmarks.jar").toAbsolutePath().normalize();

  private static final int ROUNDS = 2;
  private static final int LEAST_RIGHT = 14;
  private static final long HOP_MICROS = 500;
  private static final long SLOW_HOP_MICROS = 2500;

  private final Path folder;
  private int right;
  private int wrong;

  private PlantedCauses(Path folder) {
    this.folder = folder;
  }

  /**
   * Prints a line for each run; exit code 1 when a wrong cause was named or too many were not.
   *
   * @param arguments a folder for what is measured, then parts of the names of plants
   */
  public static void main(String[] arguments) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy),
                "planted-causes-end"));
    PlantedCauses causes = new PlantedCauses(Path.of(arguments[0]));
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    List<Plant> plants =
        Plant.ALL.stream()
            .filter(plant -> wanted.isEmpty() || wanted.stream().anyMatch(plant.name()::contains))
            .toList();
    causes.run(plants);
    int runs = ROUNDS * plants.size();
    System.out.printf(
        Locale.ROOT,
        "%d of %d named the right cause first, %d a wrong one%n",
        causes.right,
        runs,
        causes.wrong);
    int allowed = Plant.ALL.size() * ROUNDS - LEAST_RIGHT;
    System.exit(causes.wrong == 0 && causes.right >= runs - allowed ? 0 : 1);
  }

  private void run(List<Plant> plants) throws Exception {
    Files.writeString(folder.resolve("usual.toml"), "strict = false\n");
    // So that a disturbed run is judged at all: by what it says itself, and not by its environment.
    Files.writeString(
        folder.resolve("gate.toml"), "most-foreign-cpu = 1.0\nmost-stolen-cpu = 1.0\n");
    try (Server server = new Server();
        DelayedHop hop = new DelayedHop(server.port())) {
      for (Plant plant : plants) {
        Path jar = jar(plant);
        for (int round = 1; round <= ROUNDS; round++) {
          hop.delay(HOP_MICROS);
          Path before = measure(plant, BENCHMARKS, server, hop, "before-" + round);
          Path after;
          hop.delay(plant.way() == Plant.Way.HOP ? SLOW_HOP_MICROS : HOP_MICROS);
          try (Busy neighbour = new Busy(plant.way() == Plant.Way.NEIGHBOUR)) {
            after = measure(plant, jar, server, hop, "after-" + round);
          }
          print(plant, round, gate(before, after, "gate.toml"));
          if (plant.way() == Plant.Way.NEIGHBOUR) {
            JsonNode usual = gate(before, after, "usual.toml");
            System.out.println(
                "                by the usual limits: "
                    + usual.path("verdict").asText()
                    + ", "
                    + usual.path("reason").asText());
          }
        }
        if (!jar.equals(BENCHMARKS)) {
          Files.delete(jar);
        }
      }
    }
  }

  private Path jar(Plant plant) throws IOException {
    ElementMatcher<? super MethodDescription> method = plant.method();
    return method == null
        ? BENCHMARKS
        : PlantedJar.build(
            BENCHMARKS, folder.resolve("planted.jar"), plant.type(), method, plant.advice());
  }

  private Path measure(Plant plant, Path jar, Server server, DelayedHop hop, String name)
      throws Exception {
    Path out = folder.resolve(plant.name().replace(' ', '-')).resolve(name);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("run", "--jar", jar.toString(), "--out", out.toString(), "--ledger"));
    command.addAll(List.of("--include", plant.benchmark()));
    command.addAll(List.of("--threads", Integer.toString(plant.threads()), "--"));
    // As many iterations as the standard profile has: the ledger's intervals are over them.
    command.addAll(List.of("-f", "3", "-i", "5", "-r", "300ms"));
    plant.parameters().forEach(parameter -> command.addAll(List.of("-p", parameter)));
    Tollgate tollgate = new Tollgate(folder);
    Tollgate.Ended ended =
        (plant.throughHop() ? tollgate.with(server.through(hop.port())) : tollgate)
            .run(command.toArray(String[]::new));
    if (ended.code() != 0) {
      throw new IOException(plant.name() + ": run ended with " + ended.code() + ": " + ended.err());
    }
    return out;
  }

  /** The gate's row of the only benchmark. */
  private JsonNode gate(Path before, Path after, String config) throws Exception {
    Path baselines = Files.createTempDirectory(folder, "baselines");
    Tollgate tollgate = new Tollgate(folder);
    Tollgate.Ended recorded =
        tollgate.run(
            "baseline",
            "record",
            before.toString(),
            "--suite",
            "planted",
            "--baselines",
            baselines.toString(),
            "--force",
            "--reason",
            "before something was planted");
    if (recorded.code() != 0) {
      throw new IOException("baseline record: " + recorded.err());
    }
    Tollgate.Ended judged =
        tollgate.run(
            "gate",
            after.toString(),
            "--suite",
            "planted",
            "--baselines",
            baselines.toString(),
            "--config",
            folder.resolve(config).toString(),
            "--no-confirm",
            "--no-explain",
            "--format",
            "json");
    if (judged.code() != 0 && judged.code() != 1 && judged.code() != 3) {
      throw new IOException("gate ended with " + judged.code() + ": " + judged.err());
    }
    return new ObjectMapper().readTree(judged.out()).path("verdicts").path(0);
  }

  private void print(Plant plant, int round, JsonNode row) {
    String named = row.path("ledgerCause").asText("");
    String conclusion = row.path("ledgerConclusion").asText("");
    boolean regressed = row.path("verdict").asText().equals("regressed");
    boolean held = regressed && plant.cause().equals(named) && conclusion.contains(plant.words());
    boolean astray = !named.isEmpty() && !plant.cause().equals(named);
    right += held ? 1 : 0;
    wrong += astray ? 1 : 0;
    System.out.printf(
        Locale.ROOT,
        "%-8s %s, run %d: %s (%+.0f %%); %s%n",
        held ? "right" : astray ? "WRONG" : "silent",
        plant.name(),
        round,
        row.path("verdict").asText(),
        100 * row.path("slowdown").asDouble(),
        conclusion);
  }

  /** A PostgreSQL of its own, for what goes through the hop. */
  private static final class Server implements AutoCloseable {
    private final Process process;
    private final String url;

    private Server() throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  BENCHMARKS.toString(),
                  "tollgate.benchmarks.launch.Serve",
                  "postgres")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      url = Optional.ofNullable(said.readLine()).orElse("").split(" ", -1)[1];
    }

    private int port() {
      return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private String through(int port) {
      return url.replace(":" + port() + "/", ":" + port + "/");
    }

    @Override
    public void close() throws Exception {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /** Takes both processors, or rests. */
  private static final class Busy implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private Busy(boolean busy) {
      for (int i = 0; busy && i < Runtime.getRuntime().availableProcessors(); i++) {
        Thread thread = new Thread(this::spin, "neighbour-" + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    private void spin() {
      while (!ended) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() throws InterruptedException {
      ended = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
