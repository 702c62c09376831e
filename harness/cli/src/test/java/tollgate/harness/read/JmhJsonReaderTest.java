package tollgate.harness.read;

import static org.assertj.core.api.Assertions.assertThat;
import static tollgate.harness.read.JmhJson.WHOLE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;

/** Every odd file of JMH that is known to exist, and what becomes of it. */
final class JmhJsonReaderTest {

  @TempDir private Path folder;

  @Test
  void read_wholeEntry_keepsEveryFieldThatMatters() throws IOException {
    Result result = only(WHOLE);

    assertThat(result.key().benchmark()).isEqualTo("org.example.Pool.borrow");
    assertThat(result.key().mode()).isEqualTo(Mode.THROUGHPUT);
    assertThat(result.key().threads()).isEqualTo(50);
    assertThat(result.key().params())
        .containsEntry("mode", "{\"json\": [1]}")
        .containsEntry("path", "C:\\x");
    assertThat(result.settings().jvmArgs()).containsExactly("-Xmx1g");
    assertThat(result.settings().measurementTime()).isEqualTo("500 ms");
    assertThat(result.settings().jdkVersion()).isEqualTo("17.0.9");
    assertThat(result.primary().direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
  }

  @Test
  void read_raggedForks_keepsEachForkAsItIs() throws IOException {
    Metric primary = only(WHOLE).primary();

    assertThat(primary.samples().forkCount()).isEqualTo(2);
    assertThat(primary.samples().fork(0)).containsExactly(1.0, 2.0);
    assertThat(primary.samples().fork(1)).containsExactly(1.25);
  }

  @Test
  void read_operationsPerMinute_isARate() throws IOException {
    assertThat(only(WHOLE).primary().unit().toBase()).isEqualTo(1 / 60.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"·", "?", "\ufffd", ""})
  void read_markedMetricOfOlderVersions_losesItsMark(String mark) throws IOException {
    Result result = only(WHOLE.replace("·gc", mark + "gc"));

    assertThat(result.secondary()).containsOnlyKeys("gc.alloc.rate", "put");
    assertThat(result.secondary().values())
        .extracting(Metric::direction)
        .containsExactly(Direction.LOWER_IS_BETTER, Direction.HIGHER_IS_BETTER);
  }

  @Test
  void read_specialNumbersAsTextOrBare_areRead() throws IOException {
    Result result =
        only(
            WHOLE.replace(
                "[ [ 1.0, 2.0 ], [ 1.25 ] ]",
                "[ [ \"NaN\", \"Infinity\", \"-Infinity\", \"+Infinity\" ], [ NaN, 1e400 ] ]"));

    assertThat(result.primary().samples().fork(0))
        .containsExactly(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);
    assertThat(result.primary().samples().fork(1))
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void read_infinitiesAsJmhWritesThem_areRead() throws IOException {
    Result result =
        only(WHOLE.replace("[ [ 1.0, 2.0 ], [ 1.25 ] ]", "[ [ \"+INF\", \"-INF\", \"INF\" ] ]"));

    assertThat(result.primary().samples().fork(0))
        .containsExactly(
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Test
  void read_firstSchema_leavesUnknownSettingsEmpty() throws IOException {
    Result result =
        only(
            """
            [ { "benchmark" : "a.B.c", "mode" : "avgt", "threads" : 1, "forks" : 1,
                "warmupIterations" : 5, "warmupTime" : "1 s", "measurementIterations" : 5,
                "measurementTime" : "1 s",
                "primaryMetric" : { "score" : 2.0, "scoreError" : 0.1,
                  "scoreConfidence" : [ 1.9, 2.1 ], "scoreUnit" : "us/op",
                  "rawData" : [ [ 2.0 ] ] },
                "secondaryMetrics" : { } } ]
            """);

    assertThat(result.key().params()).isEmpty();
    assertThat(result.settings().jmhVersion()).isEmpty();
    assertThat(result.settings().jvmArgs()).isEmpty();
    assertThat(result.settings().batchSize()).isEqualTo(1);
  }

  @Test
  void read_versionOfThreeParts_isKept() throws IOException {
    assertThat(only(WHOLE.replace("\"1.37\"", "\"1.19.1\"")).settings().jmhVersion())
        .isEqualTo("1.19.1");
  }

  @Test
  void read_sampleMode_addsIterationsOfAForkUp() throws IOException {
    Result result =
        only(
            """
            [ { "benchmark" : "a.B.c", "mode" : "sample", "threads" : 4, "forks" : 2,
                "primaryMetric" : { "score" : 2.0, "scoreUnit" : "ms/op",
                  "rawDataHistogram" : [
                    [ [ [ 1.0, 3 ], [ 2.0, 1 ] ], [ [ 0.5, 2 ], [ 2.0, 4 ] ] ],
                    [ [ [ 7.0, 1 ] ] ] ] } } ]
            """);

    assertThat(result.primary().samples().forkCount()).isEqualTo(2);
    assertThat(result.primary().samples().size()).isZero();
    assertThat(result.primary().histograms()).hasSize(2);
    assertThat(result.primary().histograms().get(0).total()).isEqualTo(10);
    assertThat(result.primary().histograms().get(0).valueAt(1)).isEqualTo(2.0);
    assertThat(result.primary().histograms().get(1).mean()).isEqualTo(7.0);
  }

  @Test
  void read_arrayOfArrays_isFlattened() throws IOException {
    String entry = WHOLE.strip().substring(1, WHOLE.strip().length() - 1);

    List<Result> results =
        read("[[" + entry + "],[],[[" + entry.replace("borrow", "close") + "]]]").results();

    assertThat(results)
        .extracting(result -> result.key().shortName())
        .containsExactly("Pool.borrow", "Pool.close");
  }

  @Test
  void read_sameIdentityTwice_keepsBothAndSaysSo() throws IOException {
    String entry = WHOLE.strip().substring(1, WHOLE.strip().length() - 1);

    JmhJsonReader.Content content = read("[" + entry + "," + entry + "]");

    assertThat(content.results()).hasSize(2);
    assertThat(content.warnings()).singleElement().asString().contains("again in one file");
  }

  @Test
  void read_severalModesOfOneMethod_areDifferentMeasurements() throws IOException {
    String entry = WHOLE.strip().substring(1, WHOLE.strip().length() - 1);

    JmhJsonReader.Content content =
        read("[" + entry + "," + entry.replace("\"thrpt\"", "\"ss\"") + "]");

    assertThat(content.warnings()).isEmpty();
    assertThat(content.results().get(1).primary().direction()).isEqualTo(Direction.LOWER_IS_BETTER);
  }

  @Test
  void read_carriageReturns_changeNothing() throws IOException {
    assertThat(only(WHOLE.replace("\n", "\r\n"))).isEqualTo(only(WHOLE));
  }

  @Test
  void read_byteOrderMark_changesNothing() throws IOException {
    assertThat(only("\ufeff" + WHOLE)).isEqualTo(only(WHOLE));
  }

  @Test
  void read_otherCharacterSet_isReadWithAWarning() throws IOException {
    JmhJsonReader.Content content = JmhJson.read(folder, WHOLE, StandardCharsets.ISO_8859_1);

    assertThat(content.results().get(0).secondary()).containsKey("gc.alloc.rate");
    assertThat(content.warnings()).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void read_unescapedMetricName_isTolerated() throws IOException {
    assertThat(only(WHOLE.replace("\"put\"", "\"a\tb\\d\"")).secondary()).containsKey("a\tbd");
  }

  @Test
  void read_zeroForks_isOneReplicateWithAWarning() throws IOException {
    JmhJsonReader.Content content =
        read(
            WHOLE
                .replace("\"forks\" : 2", "\"forks\" : 0")
                .replace("[ [ 1.0, 2.0 ], [ 1.25 ] ]", "[ [ 1.0 ] ]"));

    assertThat(content.results().get(0).primary().samples().forkCount()).isEqualTo(1);
    assertThat(content.warnings()).singleElement().asString().contains("forks 0");
  }

  @Test
  void read_lostForks_areNamed() throws IOException {
    assertThat(read(WHOLE.replace("\"forks\" : 2", "\"forks\" : 5")).warnings())
        .singleElement()
        .asString()
        .contains("2 of 5");
  }

  @Test
  void read_notANumberWithEmptyRawData_isKeptWithoutScores() throws IOException {
    JmhJsonReader.Content content =
        read(
            WHOLE
                .replace("\"score\" : 1.5", "\"score\" : \"NaN\"")
                .replace("[ [ 1.0, 2.0 ], [ 1.25 ] ]", "[ [ ], [ ] ]"));

    assertThat(content.results().get(0).primary().samples().size()).isZero();
    assertThat(content.warnings()).singleElement().asString().contains("no fork delivered");
  }

  @Test
  void read_scoreWithoutRawData_isASingleReplicate() throws IOException {
    JmhJsonReader.Content content =
        read(WHOLE.replace("\"rawData\" : [ [ 1.0, 2.0 ], [ 1.25 ] ]", "\"x\" : 1"));

    assertThat(content.results().get(0).primary().samples().fork(0)).containsExactly(1.5);
    assertThat(content.warnings()).singleElement().asString().contains("no raw data");
  }

  private Result only(String text) throws IOException {
    List<Result> results = read(text).results();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private JmhJsonReader.Content read(String text) throws IOException {
    return JmhJson.read(folder, text, StandardCharsets.UTF_8);
  }
}
