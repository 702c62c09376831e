package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveLinesTest {
  private final List<String> jmh = new ArrayList<>();
  private final List<String> live = new ArrayList<>();

  @Test
  void accept_liveLinesInTheMiddleOfJmhs_arePutApart() {
    LiveLines lines = new LiveLines(jmh::add, live::add);
    Stream.of(
            "# Fork: 1 of 2",
            "Iteration   1: # live: shot 1/4: before, 1 of 45 s",
            "# live: shot 1/4: during, 20 of 45 s",
            "1004.3 ms/op",
            "                 drift: 0.01")
        .forEach(lines::accept);

    assertThat(jmh)
        .containsExactly(
            "# Fork: 1 of 2", "Iteration   1: 1004.3 ms/op", "                 drift: 0.01");
    assertThat(live).containsExactly("shot 1/4: before, 1 of 45 s", "shot 1/4: during, 20 of 45 s");
  }
}
