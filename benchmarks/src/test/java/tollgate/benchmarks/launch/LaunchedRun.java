package tollgate.benchmarks.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The benchmarks' jar, started as a user starts it, with a temporary directory of its own: whatever
 * it leaves behind is found there and among the processes it had, never by name.
 */
final class LaunchedRun implements AutoCloseable {
  static final String MAIN = "tollgate.benchmarks.Main";
  static final String JMH_MAIN = "org.openjdk.jmh.Main";

  /** What is tested. */
  static final Path JAR = Path.of(System.getProperty("tollgate.jar", "target/benchmarks.jar"));

  private static final long END_SECONDS = 180;

  private final Process process;
  private final Path directory;
  private final List<ProcessHandle> seen = new ArrayList<>();

  private LaunchedRun(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  static Builder in(Path directory) {
    return new Builder(directory);
  }

  static final class Builder {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<Path> first = new ArrayList<>();
    private String main = MAIN;

    private Builder(Path directory) {
      this.directory = directory;
    }

    Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    Builder jvmArgument(String argument) {
      jvmArguments.add(argument);
      return this;
    }

    /** Classes and resources that stand in for the jar's, in forks and servers too. */
    Builder firstOnClassPath(Path folder) {
      first.add(folder);
      return this;
    }

    Builder main(String name) {
      main = name;
      return this;
    }

    LaunchedRun start(String... arguments) throws IOException {
      Path temporary = Files.createDirectories(directory.resolve("tmp"));
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(Path.of("/usr/bin/env")) && defaultSignals()) {
        // A shell starts its background jobs with Ctrl-C ignored, and with them this test.
        command.addAll(List.of("env", "--default-signal=INT"));
      }
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              // No speed is judged, and most of these JVMs and their forks live for a second.
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Djmh.ignoreLock=true",
              "-Dtollgate.hub.warmUpMillis=0",
              "-Dtollgate.platform.warmUpMillis=0",
              "-Djava.io.tmpdir=" + temporary,
              "-Dprobe.trace=" + directory.resolve("trace"),
              // Unpacked once for all tests.
              "-Dot.epg.working-dir="
                  + Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg")));
      command.addAll(jvmArguments);
      command.addAll(List.of("-cp", classPath(), main));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(directory.resolve("stdout").toFile())
              .redirectError(directory.resolve("stderr").toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TOLLGATE_"));
      builder.environment().putAll(environment);
      return new LaunchedRun(builder.start(), directory);
    }

    private static boolean defaultSignals() throws IOException {
      try {
        return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private String classPath() {
      return Stream.concat(first.stream(), Stream.of(Path.of("target/test-classes"), JAR))
          .map(entry -> entry.toAbsolutePath().toString())
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }

  /** Waits for the run's own end. */
  int exitCode() throws InterruptedException {
    remember();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + END_SECONDS + " s: " + directory);
    }
    return process.exitValue();
  }

  /** Waits until a condition holds, and remembers the processes that the run has by then. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    if (!holdsWithin(Duration.ofSeconds(120), condition)) {
      throw new AssertionError("not within two minutes: " + what + "\n" + stdout() + stderr());
    }
    remember();
  }

  /** Waits until this many forks have reached the servers. */
  void awaitForks(int forks) throws InterruptedException {
    await(forks + " forks", () -> trace().size() >= forks);
  }

  static boolean holdsWithin(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  private void remember() {
    process.descendants().filter(child -> !seen.contains(child)).forEach(seen::add);
    dataDirectories()
        .map(LaunchedRun::postmaster)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .filter(server -> !seen.contains(server))
        .forEach(seen::add);
  }

  /** The process ids of the PostgreSQL servers that run in the run's temporary directory. */
  List<Long> postmasters() {
    return dataDirectories().map(LaunchedRun::postmaster).filter(pid -> pid > 0).toList();
  }

  private Stream<Path> dataDirectories() {
    return leftovers().stream().filter(path -> Files.isDirectory(path.resolve("data")));
  }

  private static long postmaster(Path directory) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("data/postmaster.pid"));
      return lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
    } catch (IOException e) {
      return -1;
    }
  }

  /** What the run has in its temporary directory. */
  List<Path> leftovers() {
    try (Stream<Path> entries = Files.list(directory.resolve("tmp"))) {
      return entries.filter(path -> path.getFileName().toString().startsWith("tollgate")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Processes that were seen and still run. */
  List<String> survivors() {
    return seen.stream()
        .filter(ProcessHandle::isAlive)
        .map(handle -> handle.pid() + " " + handle.info().commandLine().orElse("?"))
        .toList();
  }

  /** Everything the run has started, with arguments. */
  List<String> commandLines() {
    return seen.stream()
        .map(handle -> read(Path.of("/proc/" + handle.pid() + "/cmdline")))
        .toList();
  }

  /** The one of the run's own processes whose command line holds a text. */
  ProcessHandle process(String text) {
    return seen.stream()
        .filter(handle -> handle.info().commandLine().orElse("").contains(text))
        .findFirst()
        .orElseThrow();
  }

  int processesSeen() {
    return seen.size();
  }

  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " failed");
    }
  }

  /** What a server of others takes for the end. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  List<String> trace() {
    return read(directory.resolve("trace")).lines().toList();
  }

  String stdout() {
    return read(directory.resolve("stdout"));
  }

  /** Without what newer JVMs say of libraries that use their internals. */
  String stderr() {
    return read(directory.resolve("stderr"))
        .lines()
        .filter(line -> !line.startsWith("WARNING: "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends what a failed test left behind. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    seen.forEach(ProcessHandle::destroyForcibly);
  }
}
