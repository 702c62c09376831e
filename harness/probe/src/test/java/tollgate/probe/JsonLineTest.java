package tollgate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void put_textWithControlCharactersAndQuotes_staysOneEscapedLine() {
    String line = new JsonLine().put("a\"b", "x\n\\\u0001\u007f\ud800é").toString();

    assertThat(line).isEqualTo("{\"a\\\"b\":\"x\\u000a\\\\\\u0001\\u007f\\ud800é\"}");
  }

  @Test
  void put_severalKinds_areSeparatedByCommas() {
    String line = new JsonLine().put("n", 3).put("p", Map.of("k", "v")).put("t", "").toString();

    assertThat(line).isEqualTo("{\"n\":3,\"p\":{\"k\":\"v\"},\"t\":\"\"}");
  }
}
