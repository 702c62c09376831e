package tollgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

/**
 * {@code docs/benchmarks.md} says what the classes say. After a change to their words, write it
 * anew: {@code mvn -pl benchmarks -am test -Dtest=DocsTest -Dtollgate.docs.write=true
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DocsTest {
  private static final Path DOCUMENT = Path.of("../docs/benchmarks.md");
  private static final List<String> ROOMS =
      List.of("pool", "query", "websocket", "coordination", "scenario");
  private static final Pattern FIELD_JAVADOC =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@Param\\((?:(?!;).)*?public \\S+ (\\w+);",
          Pattern.DOTALL);

  @Test
  void document_always_saysWhatTheClassesSay() throws Exception {
    String rendered = render();
    if (Boolean.getBoolean("tollgate.docs.write")) {
      Files.writeString(DOCUMENT, rendered);
    }
    assertThat(rendered)
        .as("docs/benchmarks.md is out of date: write it anew as DocsTest says")
        .isEqualTo(Files.readString(DOCUMENT));
  }

  private static String render() throws Exception {
    StringBuilder page = new StringBuilder();
    page.append("# The benchmarks\n\n");
    page.append("Generated from the classes' own words; do not edit.\n");
    page.append(
        "Threads are agents. The score is in operations per second unless it says ms, which ");
    page.append("is a single shot.\nLatencies and waits are secondary metrics in microseconds: ");
    page.append(
        "`.p50 .p90 .p99 .p99.9 .mean` averaged over iterations, `.max` over all, `.samples` ");
    page.append("their number.\n");
    page.append(
        "\nAgents on virtual threads, from JDK 21 on: `-jvmArgsAppend -Djmh.executor=VIRTUAL -si false`; ");
    page.append("results are incomparable\nwith those of platform threads. `-si false` because ");
    page.append("more of them than there are processors might never begin together. A\nvirtual ");
    page.append(
        "thread has no clock of its processor time, so agents there cannot compute by it: ");
    page.append("coordination needs\n`-p computeMicros=0 -p leaseMicros=0`.\n");
    for (String room : ROOMS) {
      page.append("\n## ").append(room).append('\n');
      for (String name : Suite.classNames()) {
        if (name.startsWith("tollgate.benchmarks." + room + ".")) {
          render(page, name);
        }
      }
    }
    return page.toString();
  }

  private static void render(StringBuilder page, String className) throws Exception {
    String[] paragraphs = Suite.javadoc(className).split("\n\n");
    page.append("\n### ")
        .append(className.substring(className.lastIndexOf('.') + 1))
        .append("\n\n");
    page.append("**").append(plain(paragraphs[0])).append("**\n");
    for (int i = 1; i < paragraphs.length; i++) {
      String text = plain(paragraphs[i]);
      boolean command = paragraphs[i].startsWith("<pre>");
      page.append(command ? "\n```\n" + text.replace("`", "") + "\n```\n" : "\n" + text + "\n");
    }
    parameters(page, className);
  }

  private static void parameters(StringBuilder page, String className) throws Exception {
    List<String> rows = new ArrayList<>();
    Matcher matcher = FIELD_JAVADOC.matcher(Suite.source(className));
    while (matcher.find()) {
      Field field = Class.forName(className).getField(matcher.group(2));
      String defaults = String.join(", ", field.getAnnotation(Param.class).value());
      String meaning = plain(matcher.group(1).replaceAll("(?m)^ *\\*(?!/) ?", "").strip());
      rows.add("| `" + field.getName() + "` | " + defaults + " | " + meaning + " |\n");
    }
    if (!rows.isEmpty()) {
      page.append("\n| parameter | default | meaning |\n|---|---|---|\n");
      rows.forEach(page::append);
    }
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("</?(?:p|pre)>", "")
        .replaceAll("\\{@code\\s+([^}]*?)\\s*}", "`$1`")
        .replaceAll("\\{@link\\s+([^}]*)}", "`$1`")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
