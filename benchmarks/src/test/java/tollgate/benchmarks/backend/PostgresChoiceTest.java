package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresChoiceTest {
  private static PostgresAddress external(String url, Map<String, String> environment) {
    return ((PostgresChoice.External) PostgresChoice.parse(url, environment)).address();
  }

  @Test
  void parse_nothingGiven_isEmbedded() {
    assertThat(PostgresChoice.parse(null, Map.of())).isEqualTo(new PostgresChoice.Embedded());
  }

  @Test
  void parse_optionAndVariable_optionWins() {
    Map<String, String> environment = Map.of("TOLLGATE_POSTGRES_URL", "jdbc:postgresql://h/d");

    assertThat(PostgresChoice.parse("embedded", environment))
        .isEqualTo(new PostgresChoice.Embedded());
    assertThat(PostgresChoice.parse(null, environment)).isInstanceOf(PostgresChoice.External.class);
  }

  @Test
  void parse_containers_takeTheImageFromOptionThenVariable() {
    Map<String, String> environment = Map.of("TOLLGATE_POSTGRES_IMAGE", "own/pg:1");

    assertThat(PostgresChoice.parse("container:a/b:2", environment))
        .isEqualTo(new PostgresChoice.Container("a/b:2"));
    assertThat(PostgresChoice.parse("container", environment))
        .isEqualTo(new PostgresChoice.Container("own/pg:1"));
    assertThat(PostgresChoice.parse("container", Map.of()))
        .isEqualTo(new PostgresChoice.Container(PostgresChoice.DEFAULT_IMAGE));
  }

  @Test
  void parse_urlWithCredentials_takesThemOutAndDecodesThem() {
    PostgresAddress address =
        external("jdbc:postgresql://h:5433/d?user=me&ssl=true&password=a%26b%25", Map.of());

    assertThat(address)
        .isEqualTo(new PostgresAddress("jdbc:postgresql://h:5433/d?ssl=true", "me", "a&b%"));
    assertThat(address.toString()).doesNotContain("a&b%");
  }

  @Test
  void parse_urlWithoutCredentials_takesThemFromVariables() {
    assertThat(
            external(
                "jdbc:postgresql://h/d",
                Map.of("TOLLGATE_POSTGRES_USER", "me", "TOLLGATE_POSTGRES_PASSWORD", "x")))
        .isEqualTo(new PostgresAddress("jdbc:postgresql://h/d", "me", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "container:",
        "postgresql://me:hush@h/d",
        "jdbc:mysql://h/d?password=hush",
        "jdbc:postgresql://me:hush@h/d",
        "jdbc:postgresql://h:port/d?password=hush",
        "jdbc:postgresql://h/d?password=%zzhush",
        "jdbc:postgresql://h/d?sslpassword=hush"
      })
  void parse_misuse_isRefusedWithoutTheSecret(String text) {
    assertThatThrownBy(() -> PostgresChoice.parse(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--postgres")
        .hasMessageNotContaining("hush");
  }
}
