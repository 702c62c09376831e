package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the documents tell a reader to type is understood, and what they link to is there. */
class DocsTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** A command of the harness, to the end of its line or of its code span. */
  private static final Pattern COMMAND = Pattern.compile("scripts/tollgate ([^`\\n|]+)");

  private static final Pattern SCRIPT =
      Pattern.compile("(?<![\\w/.-])(scripts/[a-z-]+(?:/[a-z-]+)?)(?=[\\s`])");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TestFactory
  Stream<DynamicTest> harnessCommand_inTheDocuments_isUnderstood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher matcher = COMMAND.matcher(joined(document));
      while (matcher.find()) {
        String command = matcher.group(1).strip();
        if (!command.contains("COMMAND")) {
          tests.add(
              DynamicTest.dynamicTest(
                  ROOT.relativize(document) + ": " + command, () -> understood(command)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(5);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> scriptAndLink_inTheDocuments_exist() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document);
      Matcher scripts = SCRIPT.matcher(text);
      while (scripts.find()) {
        tests.add(there(document, ROOT.resolve(scripts.group(1))));
      }
      Matcher links = LINK.matcher(text);
      while (links.find()) {
        tests.add(there(document, document.resolveSibling(links.group(1)).normalize()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  private static DynamicTest there(Path document, Path named) {
    return DynamicTest.dynamicTest(
        ROOT.relativize(document) + " → " + ROOT.relativize(named),
        () -> assertThat(named).exists());
  }

  private static void understood(String command) {
    String[] words =
        Stream.of(command.replaceAll("\\s+[>#&;].*", "").split("\\s+"))
            .map(word -> word.replaceAll("^[\"']|[\"']$", ""))
            .toArray(String[]::new);
    assertThatCode(() -> CommandLineRunner.root(Console.system()).parseArgs(words))
        .doesNotThrowAnyException();
  }

  /** The text with continued lines joined. */
  private static String joined(Path document) throws IOException {
    return Files.readString(document).replaceAll("\\\\\\n\\s*", " ");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().matches(".*\\.(md|yml)"))
          .sorted()
          .forEach(documents::add);
    }
    return documents;
  }
}
