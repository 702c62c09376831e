package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytecodeHashTest {
  private static final String BENCH =
      "package a.b.bench; public class Bench { public int run() { return a.b.help.Help.one(); } }";
  private static final String HELP =
      "package a.b.help; public class Help { public static int one() { return Deep.two() - 1; } }";
  private static final String DEEP =
      "package a.b.help; class Deep { static int two() { return 2; } }";
  private static final String STATE =
      "package a.b.bench; public class Other { public int run() { return 3; } }";

  @TempDir private Path directory;

  /** Compiles sources in a directory of their own and hashes the class {@code a.b.bench.Bench}. */
  private Optional<String> hash(String name, Map<String, String> sources) throws IOException {
    Path classes = compile(name, sources);
    try (URLClassLoader loader = loader(classes)) {
      return new BytecodeHash(loader, excluded -> excluded.startsWith("a.b.tool."))
          .of("a.b.bench.Bench");
    }
  }

  private static URLClassLoader loader(Path classes) throws MalformedURLException {
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
  }

  private Path compile(String name, Map<String, String> sources) throws IOException {
    Path source = Files.createDirectories(directory.resolve(name + "-src"));
    Path classes = Files.createDirectories(directory.resolve(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-g",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    for (Map.Entry<String, String> entry : sources.entrySet()) {
      Path file = source.resolve(entry.getKey() + ".java");
      Files.writeString(file, entry.getValue());
      arguments.add(file.toString());
    }
    int code =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, arguments.toArray(new String[0]));
    assertThat(code).isZero();
    return classes;
  }

  private static Map<String, String> sources(String bench, String help, String deep) {
    return Map.of("Bench", bench, "Help", help, "Deep", deep, "Other", STATE);
  }

  @Test
  void hash_sameSourceCompiledAgain_isTheSame() throws IOException {
    assertThat(hash("one", sources(BENCH, HELP, DEEP)))
        .isPresent()
        .isEqualTo(hash("two", sources(BENCH, HELP, DEEP)));
  }

  @Test
  void hash_commentAndLinesAdded_isTheSame() throws IOException {
    assertThat(hash("one", sources("// why\n\n\n" + BENCH, "\n/* so */" + HELP, DEEP)))
        .isEqualTo(hash("two", sources(BENCH, HELP, DEEP)));
  }

  @Test
  void hash_helperOfAHelperChanged_isAnother() throws IOException {
    assertThat(hash("one", sources(BENCH, HELP, DEEP.replace("return 2", "return 5"))))
        .isNotEqualTo(hash("two", sources(BENCH, HELP, DEEP)));
  }

  @Test
  void hash_unreachableClassChanged_isTheSame() throws IOException {
    Map<String, String> changed =
        Map.of(
            "Bench",
            BENCH,
            "Help",
            HELP,
            "Deep",
            DEEP,
            "Other",
            STATE.replace("return 3", "return 4"));

    assertThat(hash("one", changed)).isEqualTo(hash("two", sources(BENCH, HELP, DEEP)));
  }

  @Test
  void hash_stateOnlyInASignature_counts() throws IOException {
    String bench =
        "package a.b.bench; public class Bench { public int run(Other o) { return 1; } }";

    assertThat(hash("one", Map.of("Bench", bench, "Other", STATE.replace("return 3", "return 4"))))
        .isNotEqualTo(hash("two", Map.of("Bench", bench, "Other", STATE)));
  }

  @Test
  void hash_excludedClassChanged_isTheSame() throws IOException {
    String bench =
        "package a.b.bench; public class Bench { public int run() { return a.b.tool.Tool.x(); } }";
    String tool = "package a.b.tool; public class Tool { public static int x() { return 1; } }";

    assertThat(hash("one", Map.of("Bench", bench, "Tool", tool)))
        .isEqualTo(
            hash("two", Map.of("Bench", bench, "Tool", tool.replace("return 1", "return 2"))));
  }

  @Test
  void hashBesideProduct_productChanged_isTheSameAndInstrumentChanged_isAnother()
      throws IOException {
    Map<String, String> sources =
        Map.of(
            "Bench",
            "package a.b.bench; public class Bench {"
                + " public int run(a.b.state.State s) { return Near.x() + a.b.Product.x() + s.x; } }",
            "Near",
            "package a.b.bench; class Near { static int x() { return 1; } }",
            "Product",
            "package a.b; public class Product { public static int x() { return Deeper.x(); } }",
            "Deeper",
            "package a.b; class Deeper { static int x() { return 1; } }",
            "State",
            "package a.b.state; @org.openjdk.jmh.annotations.State("
                + "org.openjdk.jmh.annotations.Scope.Thread)"
                + " public class State { public int x = 1; }");
    Optional<String> before = besideProduct("before", sources);

    assertThat(before).isPresent();
    for (String name : sources.keySet()) {
      Map<String, String> changed = new HashMap<>(sources);
      changed.computeIfPresent(
          name, (key, text) -> text.replace("return 1", "return 2").replace("x = 1", "x = 2"));
      boolean instrument = List.of("Near", "State").contains(name);
      if (instrument) {
        assertThat(besideProduct(name, changed)).as(name).isNotEqualTo(before);
      } else {
        assertThat(besideProduct(name, changed)).as(name).isEqualTo(before);
      }
    }
  }

  private Optional<String> besideProduct(String name, Map<String, String> sources)
      throws IOException {
    try (URLClassLoader loader = loader(compile(name, sources))) {
      return BytecodeHash.besideProduct(loader, List.of("a.b.bench.Bench")).of("a.b.bench.Bench");
    }
  }

  @Test
  void hash_missingClass_isNone() throws IOException {
    assertThat(hash("one", Map.of("Other", STATE))).isEmpty();
  }

  @Test
  void hash_constantsOfEveryKind_areRead() throws IOException {
    String bench =
        """
        package a.b.bench;
        public class Bench {
          static final double D = Math.PI * 3; static final long L = 1L << 40;
          sealed interface S permits P, Q {} record P(int x) implements S {} record Q() implements S {}
          enum E { A, B }
          float f = 1.5f;
          String run(Object o, E e) {
            Runnable r = () -> System.out.println(o + "x" + f + D + L);
            switch (e) { case A -> r.run(); default -> { } }
            return o instanceof P p ? "p" + p.x() : String.valueOf((Object) null);
          }
        }
        """;

    assertThat(hash("one", Map.of("Bench", bench)))
        .isPresent()
        .isNotEqualTo(hash("two", Map.of("Bench", bench.replace("int x", "long x"))));
  }

  @Test
  void packageRoot_ofNames_isTwoSegmentsAtMost() {
    assertThat(BytecodeHash.packageRoot("a/b/c/D")).isEqualTo("a/b/");
    assertThat(BytecodeHash.packageRoot("a/b/D")).isEqualTo("a/b/");
    assertThat(BytecodeHash.packageRoot("a/D")).isEqualTo("a/");
  }
}
