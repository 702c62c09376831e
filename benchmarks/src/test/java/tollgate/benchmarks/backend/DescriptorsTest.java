package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {

  @Test
  void require_moreThanTheLimit_saysInOneLineWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Descriptors.require(1000, 1024))
        .withMessage(
            "1000 connections need more than the 1024 file descriptors that a process may have:"
                + " ulimit -n 1100");
  }

  @ParameterizedTest
  @CsvSource({"1000, 1100", "50, 256", "1000000, -1"})
  void require_enough_returns(long connections, long limit) {
    assertThatCode(() -> Descriptors.require(connections, limit)).doesNotThrowAnyException();
  }
}
