import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Measures all HTTP endpoints twice on one jar and once on a platform that answers one endpoint 20 ms later, and holds
 * {@code compare} to seeing just that. The three runs share servers, and reach the platform through a proxy, which delays or not.
 */
final class EndpointCheck {
  private static final String DELAYED = "SEARCH";
  private static final String DELAYED_REQUEST = "GET /api/graph/nodes/search";
  private static final int MILLIS = 20;

  /** A request that holds others of the same kind among its own: neither it nor they may say which. */
  private static final String MIXED = "ALL";

  private static final String INCOMPARABLE = "incomparable";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String forks;

  /** Why something could not be compared; empty when all could. */
  private String obstacle = "";

  private EndpointCheck(Path folder, String forks) {
    this.folder = folder;
    this.forks = forks;
  }

  /** Arguments: a folder for the results, and how many forks each run has. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    EndpointCheck check = new EndpointCheck(folder, args[1]);
    boolean held = check.check();
    System.exit(held ? 0 : check.obstacle.isEmpty() ? 1 : 3);
  }

  private boolean check() throws Exception {
    Path file = null;
    Process serve =
        new ProcessBuilder(java(), "-cp", "benchmarks/target/benchmarks.jar", "tollgate.benchmarks.launch.Serve", "postgres", "platform")
            .redirectError(folder.resolve("serve.log").toFile())
            .start();
    try (ServerSocket plain = listen();
        ServerSocket slowed = listen()) {
      Map<String, String> said = answer(serve);
      if (!said.containsKey("rendezvous")) {
        System.err.println("endpoint-check: the servers cannot be started: see " + folder.resolve("serve.log"));
        return false;
      }
      URI platform = URI.create(said.get("platform"));
      InetSocketAddress target = new InetSocketAddress(platform.getHost(), platform.getPort());
      daemon(() -> serve(plain, target, 0));
      daemon(() -> serve(slowed, target, MILLIS));
      file = Path.of(said.get("rendezvous"));
      measure("once", file, plain);
      measure("again", file, plain);
      measure("slowed", file, slowed);
    } finally {
      // The end of its input is what it waits for.
      serve.getOutputStream().close();
      serve.waitFor();
    }
    return conclude();
  }

  private boolean conclude() throws Exception {
    Map<String, String> same = verdicts("once", "again");
    Map<String, String> slower = verdicts("again", "slowed");
    System.out.printf("%-10s %-22s %s%n", "endpoint", "same jar twice", DELAYED + " " + MILLIS + " ms later");
    boolean held = same.size() > 4 && obstacle.isEmpty();
    for (String endpoint : new TreeSet<>(same.keySet())) {
      String first = same.get(endpoint);
      String second = slower.getOrDefault(endpoint, "missing");
      boolean wanted = endpoint.equals(DELAYED);
      held &= !first.equals("regressed") && (endpoint.equals(MIXED) || second.equals("regressed") == wanted);
      System.out.printf("%-10s %-22s %s%n", endpoint, first, second);
    }
    System.out.println(
        held
            ? "held: only " + DELAYED + " regressed, and only when it was slowed"
            : obstacle.isEmpty() ? "not held: see " + folder : "undecided: " + obstacle);
    return held;
  }

  /** What compare says of each endpoint: regressed when any of its figures did. */
  private Map<String, String> verdicts(String before, String after) throws Exception {
    Path json = folder.resolve(before + "-" + after + ".json");
    int code =
        run(
            new ProcessBuilder(
                "scripts/tollgate", "compare", result(before), result(after), "--config", "baselines/gate.toml", "--output", json.toString()),
            folder.resolve(before + "-" + after + ".txt"));
    if (code != 0 && code != 1 && code != 3) {
      throw new IllegalStateException("compare ended with exit code " + code);
    }
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode verdict : JSON.readTree(json.toFile()).path("verdicts")) {
      String endpoint = verdict.path("params").path("endpoint").asText();
      String word = verdict.path("verdict").asText();
      boolean asked = verdict.path("metric").asText().equals("response.p50");
      if (word.equals("regressed") || (asked && !"regressed".equals(verdicts.get(endpoint)))) {
        verdicts.put(endpoint, word);
      } else {
        verdicts.putIfAbsent(endpoint, word);
      }
      if (word.equals(INCOMPARABLE)) {
        obstacle = verdict.path("reason").asText();
      }
    }
    return verdicts;
  }

  private String result(String name) {
    return folder.resolve(name).resolve("result.json").toString();
  }

  private void measure(String name, Path rendezvous, ServerSocket proxy) throws Exception {
    System.err.println("endpoint-check: measuring " + folder.resolve(name));
    Path through = redirected(rendezvous, proxy.getLocalPort());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              "scripts/tollgate", "run", "--suite", "scenarios", "--include", "scenario\\.HttpEndpoints\\.",
              "--out", folder.resolve(name).toString(), "--", "-f", forks);
      builder.environment().put("TOLLGATE_RENDEZVOUS", through.toString());
      int code = run(builder, folder.resolve(name + ".txt"));
      // An objective that is missed is no matter here.
      if (code != 0 && code != 1 && code != 3) {
        throw new IllegalStateException("tollgate run ended with exit code " + code + ": see " + folder.resolve(name + ".txt"));
      }
    } finally {
      Files.deleteIfExists(through);
    }
  }

  private static int run(ProcessBuilder builder, Path out) throws Exception {
    Process process = builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    return process.waitFor();
  }

  /** The same servers, but the platform by way of a proxy, whose processor time is no stranger's. */
  private static Path redirected(Path rendezvous, int port) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(rendezvous)) {
      properties.load(reader);
    }
    properties.setProperty("platform", "http://127.0.0.1:" + port);
    properties.setProperty("pids", properties.getProperty("pids", "") + " " + ProcessHandle.current().pid());
    // For its owner alone.
    Path copy = Files.createTempFile("tollgate-", ".rendezvous");
    try (Writer writer = Files.newBufferedWriter(copy)) {
      properties.store(writer, null);
    }
    return copy;
  }

  private static Map<String, String> answer(Process serve) throws IOException {
    // Not closed: that would close the pipe under a process that goes on.
    BufferedReader lines = new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8));
    Map<String, String> said = new TreeMap<>();
    for (String line = lines.readLine(); line != null && !said.containsKey("rendezvous"); ) {
      int space = line.indexOf(' ');
      said.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
      line = said.containsKey("rendezvous") ? null : lines.readLine();
    }
    return said;
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // One end has closed.
              }
            },
            "proxy",
            128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private static void serve(ServerSocket server, InetSocketAddress target, int millis) throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket upstream = new Socket();
      upstream.connect(target);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      daemon(() -> pump(client, upstream, millis));
      daemon(() -> pump(upstream, client, 0));
    }
  }

  /** The platform's users send a request when the answer to the last has come: each begins a piece. */
  private static void pump(Socket from, Socket to, int millis) throws IOException, InterruptedException {
    byte[] bytes = new byte[16 << 10];
    try (from; to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        if (millis > 0 && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).startsWith(DELAYED_REQUEST)) {
          Thread.sleep(millis);
        }
        out.write(bytes, 0, length);
      }
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
