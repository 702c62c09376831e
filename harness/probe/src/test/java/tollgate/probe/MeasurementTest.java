package tollgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void stem_sameClassNameInTwoPackages_differs() {
    assertThat(stem("a.Tiny.work", Map.of(), 1)).isNotEqualTo(stem("b.Tiny.work", Map.of(), 1));
  }

  @Test
  void stem_parametersThatLookAlikeOnceMadeSafe_differ() {
    assertThat(stem("a.T.m", Map.of("p", "x/y"), 1))
        .isNotEqualTo(stem("a.T.m", Map.of("p", "x:y"), 1));
  }

  @Test
  void stem_parameterBoundariesMoved_differ() {
    assertThat(stem("a.T.m", Map.of("a", "1-b=2"), 1))
        .isNotEqualTo(stem("a.T.m", Map.of("a", "1", "b", "2"), 1));
  }

  @Test
  void stem_hostileAndEndlessParameters_isAShortPlainFileName() {
    String stem = stem("a.T.m", Map.of("p", "../\u0000\"é" + "x".repeat(10_000)), 50);

    assertThat(stem).matches("[A-Za-z0-9._=-]{1,110}").endsWith("-t50").doesNotContain("/");
  }

  private static String stem(String benchmark, Map<String, String> params, int threads) {
    return new Measurement(benchmark, "thrpt", new TreeMap<>(params), threads).stem();
  }
}
