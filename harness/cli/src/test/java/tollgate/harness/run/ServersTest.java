package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a jar that serves nothing but says where. */
class ServersTest {

  private static final List<Subject> TWO =
      List.of(
          new Subject("a.B.one", OptionalInt.empty()), new Subject("a.B.two", OptionalInt.empty()));

  @TempDir private Path folder;

  @Test
  void variables_round_eachVersionHasItsOwnServersUntilTheRoundEnds() throws Exception {
    try (Servers servers = servers(serving("a.jar"), serving("b.jar"))) {
      Map<String, String> baseline = servers.variables(Side.BASELINE, 0, TWO);
      Map<String, String> candidate = servers.variables(Side.CANDIDATE, 0, TWO);

      assertThat(baseline).containsOnlyKeys("TOLLGATE_RENDEZVOUS").isNotEqualTo(candidate);
      assertThat(servers.variables(Side.BASELINE, 0, TWO)).isEqualTo(baseline);
      assertThat(started()).isEqualTo(2);
      assertThat(servers.variables(Side.BASELINE, 1, TWO)).isNotEqualTo(baseline);
      assertThat(started()).isEqualTo(4);
      assertThat(ended()).isEqualTo(2);
    }
    assertThat(ended()).isEqualTo(4);
  }

  @Test
  void variables_oneJarAgainstItself_hasOneSet() throws Exception {
    Path jar = serving("a.jar");
    try (Servers servers = servers(jar, jar)) {
      assertThat(servers.variables(Side.BASELINE, 0, TWO))
          .isEqualTo(servers.variables(Side.CANDIDATE, 0, TWO));
      assertThat(started()).isEqualTo(1);
    }
    assertThat(ended()).isEqualTo(1);
  }

  /** Whatever the one set does, it does to both forks of a pair; even one subject gains by it. */
  @Test
  void variables_oneJarInItsNextRound_keepsTheSet() throws Exception {
    Path jar = serving("a.jar");
    List<Subject> one = TWO.subList(0, 1);
    try (Servers servers = servers(jar, jar)) {
      assertThat(servers.variables(Side.BASELINE, 0, one))
          .isNotEmpty()
          .isEqualTo(servers.variables(Side.CANDIDATE, 1, one));
      assertThat(started()).isEqualTo(1);
    }
  }

  @Test
  void variables_oneVersionCannotServe_neitherDoes() throws Exception {
    try (Servers servers = servers(serving("a.jar"), jar("b.jar", "System.exit(2);"))) {
      assertThat(servers.variables(Side.BASELINE, 0, TWO)).isEmpty();
      assertThat(servers.variables(Side.CANDIDATE, 0, TWO)).isEmpty();
      assertThat(servers.variables(Side.BASELINE, 1, TWO)).isEmpty();
      assertThat(ended()).isEqualTo(1).isEqualTo(started());
    }
  }

  @Test
  void variables_serverDied_isReplaced() throws Exception {
    String dies = "System.out.println(\"rendezvous /r/\" + ProcessHandle.current().pid());";
    try (Servers servers = servers(serving("a.jar"), jar("b.jar", dies))) {
      String first = candidate(servers);
      long pid = Long.parseLong(first.substring(first.lastIndexOf('/') + 1));
      ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
      assertThat(candidate(servers)).isNotEqualTo(first);
    }
  }

  @Test
  void variables_oneSubject_servesItself() throws Exception {
    try (Servers servers = servers(serving("a.jar"), serving("b.jar"))) {
      assertThat(servers.variables(Side.BASELINE, 0, TWO.subList(0, 1))).isEmpty();
      assertThat(started()).isZero();
    }
  }

  private static String candidate(Servers servers) throws IOException, InterruptedException {
    return Objects.requireNonNull(
        servers.variables(Side.CANDIDATE, 0, TWO).get("TOLLGATE_RENDEZVOUS"));
  }

  private Servers servers(Path baseline, Path candidate) {
    return new Servers(
        new Contest(plan(baseline), plan(candidate), 5, 1),
        folder,
        folder.resolve("log"),
        new Progress(text -> {}, OptionalInt.empty(), () -> 0));
  }

  private static RunPlan plan(Path jar) {
    return new RunPlan(
        new JmhJar(jar, true),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        Effort.QUICK,
        List.of(),
        List.of(),
        RunPlan.Recordings.NONE,
        false,
        List.of());
  }

  private long started() throws IOException {
    return lines("started");
  }

  private long ended() throws IOException {
    return lines("ended");
  }

  private long lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path).size() : 0;
  }

  /** Waits for the end of its input, as the real one does. */
  private Path serving(String name) throws IOException {
    return jar(
        name,
        """
        note("started");
        System.out.println("rendezvous /r/" + ProcessHandle.current().pid());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        note("ended");
        """);
  }

  private Path jar(String name, String body) throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    Path source = classes.resolve("Serve.java");
    Files.writeString(
        source,
        """
        package tollgate.benchmarks.launch;
        import java.nio.file.*;
        public class Serve {
          public static void main(String[] args) throws Exception {
            if (!args[0].startsWith("for=^")) throw new Error(args[0]);
            %s
          }
          static void note(String file) throws Exception {
            Files.writeString(Path.of(file), "x\\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
          }
        }
        """
            .formatted(body));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(code).isZero();
    Path jar = folder.resolve(name);
    String entry = "tollgate/benchmarks/launch/Serve.class";
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(classes.resolve(entry), out);
      out.closeEntry();
    }
    return jar;
  }
}
