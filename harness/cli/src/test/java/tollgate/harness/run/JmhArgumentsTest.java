package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JmhArgumentsTest {

  @Test
  void orElse_optionGivenByTheUser_replacesTheDefaultAndIsThereOnce() {
    JmhArguments given = JmhArguments.parse(List.of("-f", "1", "Regex", "-w=1s"));

    assertThat(given.orElse(List.of("-f", "3", "-w", "300ms", "-i", "3")).words())
        .containsExactly("-f", "1", "Regex", "-w=1s", "-i", "3");
  }

  @Test
  void without_valueThatLooksLikeAnOption_goesWithItsOption() {
    JmhArguments given = JmhArguments.parse(List.of("-jvmArgs", "-f", "-f", "2", "-lp"));

    assertThat(given.without(Set.of("-f")).words()).containsExactly("-jvmArgs", "-f", "-lp");
    assertThat(given.has("-lp")).isTrue();
  }

  @Test
  void words_lastOptionLacksItsValue_isLeftForJmhToRefuse() {
    assertThat(JmhArguments.parse(List.of("-t")).words()).containsExactly("-t");
  }
}
