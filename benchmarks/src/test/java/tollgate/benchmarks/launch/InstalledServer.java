package tollgate.benchmarks.launch;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The PostgreSQL that the operating system installed, with data of its own and a password. */
final class InstalledServer implements AutoCloseable {
  static final String USER = "bench";
  static final String PASSWORD = "t0ll&gate=?%";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path bin;
  private final Path data;
  private final int port;

  private InstalledServer(Path bin, Path data, int port) {
    this.bin = bin;
    this.data = data;
    this.port = port;
  }

  /** The programs of the newest installed version. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder());
    }
  }

  /** Starts one whose owner is {@link #USER}, with the durability it has when nobody changes it. */
  static InstalledServer start(Path bin) throws IOException, InterruptedException {
    // The server runs as another user when we are root, who cannot enter our temporary folders.
    Path home = Files.createTempDirectory(Path.of("/tmp"), "tollgate-installed");
    Path secret = Files.writeString(home.resolve("password"), PASSWORD + "\n");
    run("chown", "-R", owner(), home.toString());
    InstalledServer server = new InstalledServer(bin, home.resolve("data"), freePort());
    server.program(
        "initdb",
        "--pgdata=" + server.data,
        "--username=" + USER,
        "--pwfile=" + secret,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
    server.program(
        "pg_ctl",
        "--pgdata=" + server.data,
        "--log=" + home.resolve("log"),
        "--options=-p " + server.port + " -c unix_socket_directories=" + home,
        "--wait",
        "start");
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String owner() {
    return root() ? "postgres" : System.getProperty("user.name");
  }

  /** PostgreSQL refuses to run as root. */
  private void program(String name, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(bin.resolve(name).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    File output = File.createTempFile("installed", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String said = Files.readString(output.toPath());
    Files.delete(output.toPath());
    if (!ended || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** As in {@code server_version}. */
  String version() throws IOException {
    Process asked = new ProcessBuilder(bin.resolve("postgres").toString(), "--version").start();
    try (var lines = asked.inputReader()) {
      // postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
      return lines.readLine().split(" ")[2];
    }
  }

  @Override
  public void close() throws IOException {
    try {
      program("pg_ctl", "--pgdata=" + data, "--mode=immediate", "--wait", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(data.getParent())) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
