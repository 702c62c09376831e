package tollgate.harness.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/**
 * Each format to the last character, whatever the locale. After a change on purpose: {@code
 * -Dgolden.update=true} writes the files anew; read the difference before committing it.
 */
final class RendererGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private final Locale usual = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(usual);
  }

  static Stream<Arguments> formatsAndLocales() {
    return Stream.of(Format.values())
        .flatMap(
            format ->
                Stream.of("en", "de", "ar-EG-u-nu-arab", "tr")
                    .map(tag -> Arguments.of(format, Locale.forLanguageTag(tag))));
  }

  @ParameterizedTest
  @MethodSource("formatsAndLocales")
  void render_sample_isTheGoldenFile(Format format, Locale locale) throws IOException {
    Locale.setDefault(locale);

    assertGolden("report." + format.extension(), rendered(format));
  }

  @Test
  void render_colouredNarrowTerminal_isTheGoldenFile() throws IOException {
    StringBuilder text = new StringBuilder();
    new TextRenderer(true, OptionalInt.of(80)).render(SampleReport.document(), text);

    assertGolden("terminal.txt", text.toString());
  }

  @Test
  void render_json_hasTheFieldsOfSchemaOneInOrder() throws IOException {
    JsonNode report = new ObjectMapper().readTree(rendered(Format.JSON));

    assertThat(names(report)).startsWith("schema", "outcome", "summary", "verdicts");
    assertThat(names(report.path("summary")))
        .containsExactly(
            "regressed",
            "improved",
            "unchanged",
            "inconclusive",
            "incomparable",
            "missing",
            "added");
    assertThat(names(report.path("verdicts").path(0)))
        .startsWith(
            "benchmark",
            "mode",
            "threads",
            "params",
            "metric",
            "unit",
            "baseline",
            "candidate",
            "slowdown",
            "slowdownInterval",
            "p",
            "q",
            "verdict",
            "reason",
            "ledger",
            "ledgerCause",
            "ledgerConclusion",
            "ledgerIntervals",
            "ledgerScope",
            "ledgerReasons",
            "profiles");
    assertThat(names(report.path("verdicts").path(0).path("baseline")))
        .containsExactly("value", "forks", "runs");
    assertThat(report.path("verdicts").path(3).path("slowdown").isNull()).isTrue();
    assertThat(report.path("verdicts").path(3).path("params").path("p").asText())
        .isEqualTo(SampleReport.HOSTILE);
  }

  @Test
  void render_junit_isXmlThatAgreesWithTheReport() throws Exception {
    org.w3c.dom.Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(rendered(Format.JUNIT).getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(8);
    assertThat(suite.getAttribute("tests")).isEqualTo("8");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(4);
    assertThat(suite.getAttribute("skipped")).isEqualTo("4");
  }

  @Test
  void render_junitOfAnUndecidedReport_isNeverAllGreen() throws IOException {
    StringBuilder text = new StringBuilder();
    Format.JUNIT.renderer().render(document(Outcome.UNDECIDED, List.of()), text);

    assertThat(text).contains("errors=\"1\"").contains("<error ");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void render_hostileNames_leaveNothingThatActs(Format format) throws IOException {
    String text = rendered(format);

    assertThat(text).doesNotContain("\u001b", "\u202e", "\u0000", "\r");
    if (format == Format.MARKDOWN || format == Format.JUNIT) {
      assertThat(text).doesNotContain("<script>");
    }
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }

  @Test
  void render_markdown_escapesWhatCouldBecomeMarkup() throws IOException {
    assertThat(rendered(Format.MARKDOWN).lines().filter(line -> line.contains("Odd.name")))
        .allSatisfy(
            line ->
                assertThat(line.replace("<code>", "").replace("</code>", ""))
                    .doesNotContain("`", "*", "<", "@", "[a]")
                    .matches("\\|([^|]*\\|){6}"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"TEXT", "MARKDOWN", "JUNIT"})
  void render_nameOfTenThousandCharacters_isCut(Format format) throws IOException {
    Document document =
        document(
            Outcome.PASS,
            List.of(unchanged(SampleReport.key("a.b" + "x".repeat(10_000), Map.of()))));
    StringBuilder text = new StringBuilder();
    format.renderer().render(document, text);

    assertThat(text.length()).isLessThan(3_000);
  }

  @Test
  void render_markdownOfTenThousandChanges_staysUnderTheLimitOfAComment() throws IOException {
    List<Comparison> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Comparison sample = unchanged(SampleReport.key("B.m" + i, Map.of("p", "é".repeat(200))));
      many.add(sample);
      many.add(
          new Comparison(
              sample.key(),
              sample.metric(),
              sample.unit(),
              sample.baseline(),
              sample.candidate(),
              sample.change(),
              new Verdict.Regressed("r".repeat(500))));
    }
    Collections.reverse(many);
    StringBuilder text = new StringBuilder();
    Format.MARKDOWN.renderer().render(document(Outcome.REGRESSION, many), text);

    assertThat(text.toString().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(50_000, MarkdownRenderer.MOST_BYTES);
    assertThat(text).contains("do not fit into a comment").contains("5000 regressed");
  }

  @Test
  void render_textOfThousands_listsTheWorstAndCountsTheRest() throws IOException {
    List<Comparison> many =
        new ArrayList<>(Collections.nCopies(500, unchanged(SampleReport.key("a.b", Map.of()))));
    StringBuilder text = new StringBuilder();
    Format.TEXT.renderer().render(document(Outcome.PASS, many), text);

    assertThat(text.toString().lines().count()).isLessThan(60);
    assertThat(text).contains("460 more unchanged");
  }

  @Test
  void render_textInsideAWidth_neverExceedsIt() throws IOException {
    StringBuilder text = new StringBuilder();
    new TextRenderer(false, OptionalInt.of(110)).render(SampleReport.document(), text);

    assertThat(text.toString().lines())
        .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(111));
  }

  private static Comparison unchanged(tollgate.harness.model.BenchmarkKey key) {
    return new Comparison(
        key,
        Metric.PRIMARY,
        Unit.parse("us/op"),
        Optional.of(new Comparison.Side(1, 5, 1)),
        Optional.of(new Comparison.Side(1, 5, 1)),
        Optional.of(new Comparison.Change(0, -0.01, 0.01, 1, 1, 0.02)),
        new Verdict.Unchanged("the interval lies within ±3.0 %"));
  }

  private static Document document(Outcome outcome, List<Comparison> comparisons) {
    return Document.of(
        new Report(outcome, "headline", comparisons, Optional.empty(), List.of()),
        List.of(),
        List.of());
  }

  private static String rendered(Format format) throws IOException {
    StringBuilder text = new StringBuilder();
    format.renderer().render(SampleReport.document(), text);
    return text.toString();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
