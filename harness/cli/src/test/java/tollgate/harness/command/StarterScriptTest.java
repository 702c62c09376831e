package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When {@code scripts/tollgate} builds; Maven and java are stand-ins that say what they were told.
 */
@Tag("same-on-every-jdk")
final class StarterScriptTest {
  private static final Path SCRIPT = Path.of("../../scripts/tollgate");
  private static final String SOURCE = "benchmarks/src/main/java/A.java";

  @TempDir private Path home;

  @BeforeEach
  void copy() throws IOException {
    write("scripts/tollgate", Files.readString(SCRIPT), true);
    write("jdk/bin/java", "#!/bin/sh\necho java ran\n", true);
    write(
        "bin/mvn",
        "#!/bin/sh\necho mvn \"$@\"\n[ ! -e refuse ] || exit 1\n"
            + "mkdir -p harness/target benchmarks/target\n"
            + "touch harness/target/harness.jar benchmarks/target/benchmarks.jar\n",
        true);
    // Without a Maven of the machine's own.
    for (String tool :
        new String[] {
          "find",
          "touch",
          "mkdir",
          "readlink",
          "dirname",
          "echo",
          "sh",
          "mktemp",
          "rm",
          "flock",
          "sleep"
        }) {
      Path usual = Path.of("/usr/bin", tool);
      String real = (Files.exists(usual) ? usual : Path.of("/bin", tool)).toString();
      write("tools/" + tool, "#!/bin/sh\nexec " + real + " \"$@\"\n", true);
    }
    for (String file : new String[] {"pom.xml", "benchmarks/pom.xml", SOURCE}) {
      write(file, "", false);
      aged(file, 100);
    }
    for (String at = SOURCE;
        !at.equals("benchmarks/src");
        at = at.substring(0, at.lastIndexOf('/'))) {
      aged(at, 100);
    }
  }

  @Test
  void start_nothingBuilt_buildsOnceAndRuns() throws Exception {
    assertThat(start()).contains("once, about a minute", "mvn --batch-mode", "java ran");
    assertThat(start()).isEqualTo("java ran\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"harness/target/harness.jar", "benchmarks/target/benchmarks.jar"})
  void start_sourceNewerThanAJar_buildsAgainAndNamesIt(String jar) throws Exception {
    start();
    aged(jar, 50);
    aged(SOURCE, 40);

    assertThat(start())
        .contains(SOURCE + " is newer than they are", "mvn --batch-mode", "java ran");
    assertThat(start()).isEqualTo("java ran\n");
  }

  @Test
  void start_sourceChangesDuringTheBuild_buildsOnceMore() throws Exception {
    String mvn = Files.readString(home.resolve("bin/mvn"));
    // Two files of one tick of the kernel's clock are equally old.
    write(
        "bin/mvn", mvn.replace("mkdir", "sleep 0.1\ntouch " + SOURCE + "\nsleep 0.1\nmkdir"), true);
    start();
    write("bin/mvn", mvn, true);

    assertThat(start()).contains(SOURCE + " is newer than they are", "mvn --batch-mode");
    assertThat(start()).isEqualTo("java ran\n");
  }

  @Test
  void start_commandThatReads_leavesTheJarsAsTheyAre() throws Exception {
    start();
    aged("harness/target/harness.jar", 50);
    aged(SOURCE, 40);

    assertThat(start("compare")).isEqualTo("java ran\n");
  }

  @Test
  void start_somethingIsMeasured_leavesTheJarsAsTheyAreAndSaysSo() throws Exception {
    start();
    aged("harness/target/harness.jar", 50);
    aged(SOURCE, 40);
    Process measuring =
        new ProcessBuilder(
                "flock", "-s", home.resolve("harness/target/lock").toString(), "sleep", "60")
            .start();
    try {
      while (lockIsFree()) {
        Thread.sleep(10);
      }
      assertThat(start()).contains("something is being measured", "java ran").doesNotContain("mvn");
    } finally {
      measuring.descendants().forEach(ProcessHandle::destroyForcibly);
      measuring.destroyForcibly();
      measuring.waitFor();
    }
    assertThat(start()).contains("mvn --batch-mode");
  }

  private boolean lockIsFree() throws IOException, InterruptedException {
    return new ProcessBuilder(
                "flock", "-xn", home.resolve("harness/target/lock").toString(), "true")
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void start_sourceRemoved_buildsAgain() throws Exception {
    start();
    aged("harness/target/harness.jar", 50);
    aged("benchmarks/target/benchmarks.jar", 50);
    Files.delete(home.resolve(SOURCE));

    assertThat(start()).contains("benchmarks/src/main/java is newer", "mvn --batch-mode");
  }

  @Test
  void start_testNewerThanTheJars_doesNotBuild() throws Exception {
    start();
    write("benchmarks/src/test/java/ATest.java", "", false);
    aged("harness/target/harness.jar", 50);
    aged("benchmarks/target/benchmarks.jar", 50);

    assertThat(start()).isEqualTo("java ran\n");
  }

  @Test
  void start_buildFails_saysSoAndDoesNotRun() throws Exception {
    write("refuse", "", false);

    assertThat(start()).contains("tollgate: the build failed").doesNotContain("java ran");
  }

  @Test
  void start_newerSourceWithoutMaven_saysThatTheJarsAreOld() throws Exception {
    start();
    Files.delete(home.resolve("bin/mvn"));
    aged("harness/target/harness.jar", 50);
    aged(SOURCE, 40);

    assertThat(start()).contains("Maven is missing, so the jars stay as they are", "java ran");
  }

  @Test
  void start_nothingBuiltWithoutMaven_saysWhatToDo() throws Exception {
    Files.delete(home.resolve("bin/mvn"));

    assertThat(start()).contains("install it (3.8 or newer)").doesNotContain("java ran");
  }

  /** Both outputs, one after the other as they come. */
  private String start() throws IOException, InterruptedException {
    return start("run");
  }

  private String start(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", home.resolve("scripts/tollgate").toString(), command)
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("PATH", home.resolve("bin") + ":" + home.resolve("tools"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private void aged(String file, int seconds) throws IOException {
    Files.setLastModifiedTime(
        home.resolve(file), FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private void write(String name, String text, boolean program) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (program) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
