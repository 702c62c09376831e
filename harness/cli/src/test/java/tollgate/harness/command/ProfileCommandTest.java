package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    LargeRun.record(folder.resolve("base.jfr"), 1);
    LargeRun.record(folder.resolve("cand.jfr"), 3);
  }

  @Test
  void collapsed_wait_isAStackALineOutermostFirst() {
    Cli cli = Cli.run(folder, "profile", "base.jfr", "--format", "collapsed", "--of", "wait");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out().lines()).allMatch(line -> line.matches("[^;]+(;[^;]+)* \\d+"));
    assertThat(cli.out())
        .containsPattern(
            "(?m)^\\[lockPark\\];.*LargeRun\\.locked;.*ReentrantLock\\$NonfairSync\\] [1-9]")
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
    assertThat(data.path("names").toString()).contains("LargeRun.locked");
    assertThat(data.path("graphs").path(0).path("differential").asBoolean()).isTrue();
  }

  @Test
  void folders_ofSeveralForks_areSummedUpAndTheirSpreadIsKnown() throws IOException {
    recordings("runA", "x.One", "x.One", "x.Two");
    recordings("runB", "x.One", "x.One");

    Cli cli = Cli.run(folder, "profile", "runA", "runB", "--only", "One", "--format", "json");
    Cli several = Cli.run(folder, "profile", "runA");
    Cli none = Cli.run(folder, "profile", "runA", "--only", "Three");

    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode difference = new ObjectMapper().readTree(cli.out()).path("difference");
    assertThat(difference.path("waitMillis")).isNotEmpty();
    assertThat(difference.path("waitMillis"))
        .allSatisfy(change -> assertThat(change.path("clear").asBoolean()).isFalse());
    assertThat(several.code()).isEqualTo(2);
    assertThat(several.err()).contains("--only", "One", "Two").hasLineCount(1);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("holds no recording").hasLineCount(1);
  }

  /** The same recording for each fork: whatever the side, forks do not differ. */
  private static void recordings(String run, String... benchmarks) throws IOException {
    Path target = Files.createDirectories(folder.resolve(run).resolve("recordings"));
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < benchmarks.length; i++) {
      Files.copy(folder.resolve("cand.jfr"), target.resolve(i + ".jfr"));
      index.append(
          String.format(
              "{\"benchmark\":\"%s\",\"mode\":\"thrpt\",\"threads\":1,\"params\":{},"
                  + "\"fork\":%d,\"file\":\"%d.jfr\"}%n",
              benchmarks[i], i, i));
    }
    Files.writeString(target.resolve("recordings.json"), index);
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
