package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void parse_ourOptionAmongJmhs_isTakenOutAndTheRestUntouched() throws UsageException {
    Arguments arguments =
        Arguments.parse(List.of("-t", "50", "--postgres", "container", "-p", "a=b", "x.*"));

    assertThat(arguments.postgres()).contains("container");
    assertThat(arguments.jmh()).containsExactly("-t", "50", "-p", "a=b", "x.*");
  }

  @Test
  void parse_joinedValue_isTheSame() throws UsageException {
    Arguments arguments = Arguments.parse(List.of("--postgres=jdbc:postgresql://h/d?a=b"));

    assertThat(arguments.postgres()).contains("jdbc:postgresql://h/d?a=b");
    assertThat(arguments.jmh()).isEmpty();
  }

  @Test
  void parse_optionThatOnlyLooksLikeOurs_isJmhsToRefuse() throws UsageException {
    assertThat(Arguments.parse(List.of("--postgresql", "x")).jmh())
        .containsExactly("--postgresql", "x");
  }

  @Test
  void parse_twice_refused() {
    assertThatThrownBy(() -> Arguments.parse(List.of("--postgres=a", "--postgres=b")))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void refusePasswords_inAParameter_refused() throws UsageException {
    Arguments arguments =
        Arguments.parse(List.of("-p", "url=jdbc:postgresql://h/d?user=me&password=hush"));

    assertThatThrownBy(arguments::refusePasswords)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("TOLLGATE_POSTGRES_URL")
        .hasMessageNotContaining("hush");
  }
}
