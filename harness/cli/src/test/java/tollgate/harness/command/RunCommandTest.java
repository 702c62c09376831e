package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  private static final String LEFT_OUT =
      "measures everything but the suite visits: run --suite visits";

  @TempDir private Path folder;

  /** A jar that says it is ours, and cannot run. */
  @BeforeEach
  void writeJarAndSuites() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "tollgate.benchmarks.Main");
    try (OutputStream file = Files.newOutputStream(folder.resolve("ours.jar"));
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      jar.putNextEntry(new JarEntry("META-INF/BenchmarkList"));
    }
    Files.writeString(
        Files.createDirectory(folder.resolve("baselines")).resolve("gate.toml"),
        """
        [[suite]]
        name = "visits"
        loads = true
        include = ['scenario']
        """);
  }

  private Cli run(String... more) {
    String[] words = new String[3 + more.length];
    System.arraycopy(new String[] {"run", "--jar", "ours.jar"}, 0, words, 0, 3);
    System.arraycopy(more, 0, words, 3, more.length);
    return Cli.run(folder, words);
  }

  @Test
  void run_nothingNamed_saysThatScenariosAreLeftOut() {
    Cli cli = run();

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains(LEFT_OUT, "JMH refuses").hasLineCount(2);
  }

  @Test
  void run_benchmarksOrSuiteNamed_leavesOutNothing() {
    assertThat(run("--include", "scenario").err()).doesNotContain(LEFT_OUT);
    assertThat(run("--suite", "visits").err()).doesNotContain(LEFT_OUT);
    assertThat(run("--", "scenario").err()).doesNotContain(LEFT_OUT);
  }
}
