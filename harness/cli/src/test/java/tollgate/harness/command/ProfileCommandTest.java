package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCommandTest {

  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">([^<]*)</script>");

  @TempDir private static Path folder;

  /** Real recordings: a nap, and a wait for a lock that somebody holds. */
  @BeforeAll
  static void record() throws IOException, InterruptedException {
    record("base.jfr", 1);
    record("cand.jfr", 3);
  }

  private static void record(String name, int waits) throws IOException, InterruptedException {
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
      recording.start();
      for (int i = 0; i < waits; i++) {
        waitForTheLock();
      }
      recording.stop();
      recording.dump(folder.resolve(name));
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

  @Test
  void collapsed_wait_isAStackALineOutermostFirst() {
    Cli cli = Cli.run(folder, "profile", "base.jfr", "--format", "collapsed", "--of", "wait");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out().lines()).allMatch(line -> line.matches("[^;]+(;[^;]+)* \\d+"));
    assertThat(cli.out())
        .containsPattern(
            "(?m)^\\[lockPark\\];.*ProfileCommandTest\\.locked;.*ReentrantLock\\$NonfairSync\\] [1-9]")
        .containsPattern("(?m)^\\[sleep\\];.*waitForTheLock.* \\d{4,}$");
  }

  @Test
  void collapsed_twoRecordings_haveTwoCounts() {
    Cli cli = Cli.run(folder, "profile", "cand.jfr", "base.jfr", "--format=collapsed", "--of=lock");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out().lines()).isNotEmpty().allMatch(line -> line.matches(".* \\d+ \\d+"));
  }

  @Test
  void html_twoRecordings_isOnePageThatFetchesNothing() throws IOException {
    Cli cli = Cli.run(folder, "profile", "cand.jfr", "base.jfr", "--format", "html");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith("<!doctype html>")
        .contains("default-src 'none'")
        .doesNotContainPattern("(src|href)=\"(?!data:)")
        .doesNotContain("http://", "https://");
    JsonNode data = data(cli.out());
    assertThat(data.findValuesAsText("label")).contains("locks and pools", "all waits by cause");
    assertThat(data.path("names").toString()).contains("ProfileCommandTest.locked");
    assertThat(data.path("graphs").path(0).path("differential").asBoolean()).isTrue();
  }

  @Test
  void html_fileWithMarkupInItsName_holdsNoMarkup() throws IOException {
    Files.copy(folder.resolve("base.jfr"), folder.resolve("<script>x.jfr"));

    Cli cli = Cli.run(folder, "profile", "<script>x.jfr", "--format", "html");

    assertThat(cli.out()).doesNotContain("<script>x.jfr");
    assertThat(data(cli.out()).path("title").asText()).contains("<script>x.jfr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "html", "collapsed"})
  void anyFormat_emptyFile_isOneLineAndTwo(String format) throws IOException {
    Files.write(folder.resolve("empty.jfr"), new byte[0]);

    Cli cli = Cli.run(folder, "profile", "empty.jfr", "--format", format);

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).hasLineCount(1).contains("empty");
  }

  static JsonNode data(String page) throws IOException {
    Matcher block = DATA.matcher(page);
    assertThat(block.find()).isTrue();
    return new ObjectMapper().readTree(block.group(1));
  }
}
