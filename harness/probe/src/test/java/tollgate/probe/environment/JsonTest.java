package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void write_nested_isIndentedInOrder() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", List.of(1, "two", true));
    map.put("a", Map.of());
    map.put("c", List.of());

    assertThat(Json.write(map))
        .isEqualTo(
            """
            {
              "b": [
                1,
                "two",
                true
              ],
              "a": {},
              "c": []
            }
            """);
  }

  @Test
  void write_specialCharacters_escaped() {
    assertThat(Json.write("\"\\\n\r\t\u0001\u007f ä €"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001\\u007f ä €\"\n");
  }

  @Test
  void write_surrogates_pairsKeptLonesEscaped() {
    assertThat(Json.write("\ud83d\ude00 \ud83d \ude00"))
        .isEqualTo("\"\ud83d\ude00 \\ud83d \\ude00\"\n");
  }

  @Test
  void write_numbersThatAreNotFinite_areNull() {
    assertThat(Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.5, 9007199254740993L)))
        .isEqualTo("[\n  null,\n  null,\n  1.5,\n  9007199254740993\n]\n");
  }

  @Test
  void write_unknownType_refused() {
    assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
  }
}
