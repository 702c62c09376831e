package tollgate.harness.process;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import planted.Slowdown;

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
  private static final String PREPARED = "org.postgresql.jdbc.PgPreparedStatement";

  private final Path folder;
  private int right;
  private int wrong;

  private PlantedCauses(Path folder) {
    this.folder = folder;
  }

  /** How a plant slows. */
  private enum Way {
    JAR,
    HOP,
    NEIGHBOUR
  }

  /**
   * One slow-down.
   *
   * @param benchmark what is measured, as JMH selects it
   * @param causes those that are right, as the gate's JSON names them
   * @param words that the gate's sentence must hold as well
   */
  private record Plant(
      String name,
      Way way,
      String benchmark,
      int threads,
      List<String> parameters,
      boolean throughHop,
      Set<String> causes,
      String words,
      String type,
      @Nullable ElementMatcher<? super MethodDescription> method,
      Class<?> advice) {

    private static Plant inJar(
        String name, int threads, String cause, String words, String method, Class<?> advice) {
      return new Plant(
          name,
          Way.JAR,
          "query\\.PointRead\\.",
          threads,
          List.of("access=HELD"),
          false,
          Set.of(cause),
          words,
          PREPARED,
          named(method).and(takesArguments(0)),
          advice);
    }
  }

  private static final List<Plant> PLANTS =
      List.of(
          Plant.inJar("a lock", 8, "monitor", "", "executeQuery", Locking.class),
          Plant.inJar("a sleep", 8, "sleep", "", "executeQuery", Sleeping.class),
          Plant.inJar("extra computing", 1, "cpu", "", "executeQuery", Computing.class),
          Plant.inJar("allocation", 1, "cpu", "allocation grew", "executeQuery", Allocating.class),
          new Plant(
              "a slow query",
              Way.JAR,
              "query\\.PointRead\\.",
              1,
              List.of("access=HELD"),
              false,
              Set.of("databaseSocket"),
              "",
              "org.postgresql.jdbc.PgConnection",
              named("prepareStatement").and(takesArguments(String.class)),
              Querying.class),
          new Plant(
              "a smaller pool",
              Way.JAR,
              "query\\.PointRead\\.",
              8,
              List.of("access=POOLED"),
              true,
              Set.of("poolWait"),
              "",
              "com.zaxxer.hikari.HikariConfig",
              named("setMaximumPoolSize"),
              Pooling.class),
          new Plant(
              "a slow network hop",
              Way.HOP,
              "query\\.PointRead\\.",
              2,
              List.of("access=HELD"),
              true,
              Set.of("databaseSocket"),
              "",
              "",
              null,
              Object.class),
          new Plant(
              "a neighbour on the processors",
              Way.NEIGHBOUR,
              "pool\\.PoolCycle\\.",
              2,
              List.of("driver=STUB"),
              false,
              Set.of("runQueue"),
              "",
              "",
              null,
              Object.class));

  /** Runs first in the planted method, as the others here. */
  static final class Locking {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.lock();
    }
  }

  static final class Sleeping {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.sleep();
    }
  }

  static final class Computing {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.compute();
    }
  }

  static final class Allocating {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.allocate();
    }
  }

  static final class Querying {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) String sql) {
      sql = Slowdown.query(sql);
    }
  }

  static final class Pooling {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) int size) {
      size = Slowdown.connections(size);
    }
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
        PLANTS.stream()
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
    int allowed = PLANTS.size() * ROUNDS - LEAST_RIGHT;
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
          hop.delay(plant.way() == Way.HOP ? SLOW_HOP_MICROS : HOP_MICROS);
          try (Busy neighbour = new Busy(plant.way() == Way.NEIGHBOUR)) {
            after = measure(plant, jar, server, hop, "after-" + round);
          }
          print(plant, round, gate(before, after, "gate.toml"));
          if (plant.way() == Way.NEIGHBOUR) {
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
    boolean held =
        regressed && plant.causes().contains(named) && conclusion.contains(plant.words());
    boolean astray = !named.isEmpty() && !plant.causes().contains(named);
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
