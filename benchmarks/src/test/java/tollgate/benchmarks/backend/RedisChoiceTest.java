package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisChoiceTest {
  private static RedisChoice parse(String text) {
    return RedisChoice.parse(Map.of("TOLLGATE_REDIS_URL", text));
  }

  private static RedisAddress address(String text) {
    return ((RedisChoice.External) parse(text)).address();
  }

  @Test
  void parse_nothingGiven_takesWhatIsFound() {
    assertThat(RedisChoice.parse(Map.of())).isEqualTo(new RedisChoice.Found());
    assertThat(parse("")).isEqualTo(new RedisChoice.Found());
  }

  @Test
  void parse_names_areKinds() {
    assertThat(parse("installed")).isEqualTo(new RedisChoice.Installed());
    assertThat(parse("embedded")).isEqualTo(new RedisChoice.Embedded());
  }

  @Test
  void parse_url_takesDefaults() {
    assertThat(address("redis://h")).isEqualTo(new RedisAddress("h", 6379, "", "", 0));
    assertThat(address("redis://h/")).isEqualTo(new RedisAddress("h", 6379, "", "", 0));
    assertThat(address("redis://[::1]:7/2")).isEqualTo(new RedisAddress("::1", 7, "", "", 2));
  }

  @Test
  void parse_urlWithCredentials_takesThemOutAndDecodesThem() {
    RedisAddress address = address("redis://me:a%26b%25+%2F@h:6380/1");

    assertThat(address).isEqualTo(new RedisAddress("h", 6380, "me", "a&b%+/", 1));
    assertThat(address.toString()).isEqualTo("redis://me@h:6380/1");
    assertThat(address("redis://:hush@h").password()).isEqualTo("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis",
        "h:6379",
        "http://me:hush@h",
        "rediss://me:hush@h",
        "redis://hush@h",
        "redis://me:hush%zz@h",
        "redis://me:hu sh@h",
        "redis://me:hush@h/hush",
        "redis://me:hush@h?password=hush",
        "redis://me:hush@"
      })
  void parse_misuse_isRefusedWithoutTheSecret(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("TOLLGATE_REDIS_URL")
        .hasMessageNotContaining("hush")
        .hasMessageNotContaining("hu sh")
        .hasNoCause();
  }
}
