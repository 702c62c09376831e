package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://h/d?user=me&password=hush&ssl=true | jdbc:postgresql://h/d?user=me&password=***&ssl=true",
        "postgresql://me:hush@h:5432/d | postgresql://me:***@h:5432/d",
        "redis://:hush@h:6379/0 | redis://:***@h:6379/0",
        "redis://me:hush@h | redis://me:***@h",
        "postgresql://me:hu@sh@h:5432/d | postgresql://me:***@h:5432/d",
        "-Ddb.password=hush | -Ddb.password=***",
        "-Dapi_token=hush -t 5 | -Dapi_token=*** -t 5",
        "PGPASSWORD=hush | PGPASSWORD=***",
        "?sslpassword=hush | ?sslpassword=***",
        "secret: hush | secret: ***",
        "password='hu sh' x | password=*** x",
        "-t 50 -p size=10 http://host:80/path | -t 50 -p size=10 http://host:80/path",
      })
  void redact_text_hidesSecretsOnly(String text, String redacted) {
    assertThat(Redaction.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?password=x",
        "-Durl=jdbc:postgresql://h/d?user=me&password=x -Xmx1g",
        "jdbc:mysql://me:x@h/d",
        "JDBC:postgresql://h/d?PASSWORD=x"
      })
  void holdsJdbcPassword_withPassword_true(String text) {
    assertThat(Redaction.holdsJdbcPassword(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h:5432/d?user=me",
        "-Dpassword=x",
        "http://me:x@h",
        "jdbc:postgresql://[::1]:5432/d"
      })
  void holdsJdbcPassword_withoutUrlOrPassword_false(String text) {
    assertThat(Redaction.holdsJdbcPassword(text)).isFalse();
  }
}
