package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JmhOutputTest {

  @Test
  void accept_outputOfAFork_isFollowed() {
    JmhOutput output =
        after(
            "# Benchmark: a.b.Tiny.work",
            "# Parameters: (size = 1, kind = x)",
            "# Run progress: 37.50% complete, ETA 00:01:00",
            "# Fork: 2 of 3",
            "# Warmup Iteration   1: 9.0 ops/s",
            "Iteration   1: 123.4 ops/ms");

    assertThat(output.name()).isEqualTo("Tiny.work{size=1, kind=x}");
    assertThat(output.fork()).isEqualTo("fork 2/3");
    assertThat(output.score()).isEqualTo("123.4 ops/ms");
    assertThat(output.done()).isEqualTo(0.375);
    assertThat(output.measurements()).isOne();
    assertThat(output.failures()).isEmpty();
  }

  @Test
  void accept_decimalCommaOfAnotherLocale_isRead() {
    assertThat(after("# Run progress: 12,50% complete, ETA 00:01:00").done()).isEqualTo(0.125);
  }

  @Test
  void accept_nextBenchmark_forgetsTheFormersScore() {
    JmhOutput output =
        after(
            "# Benchmark: a.T.m", "# Fork: 1 of 1", "Iteration   1: 5 ns/op", "# Benchmark: a.T.n");

    assertThat(output.score()).isEmpty();
    assertThat(output.fork()).isEmpty();
  }

  @Test
  void accept_failedIteration_keepsBenchmarkAndCause() {
    JmhOutput output =
        after(
            "# Benchmark: a.T.m",
            "Iteration   1: <failure>",
            "",
            "java.lang.IllegalStateException: wrong answer",
            "\tat a.T.m(T.java:1)");

    assertThat(output.failures())
        .containsExactly("T.m: java.lang.IllegalStateException: wrong answer");
    assertThat(output.score()).isEmpty();
  }

  @Test
  void lastWords_stackTraceAfterTheReason_isSkipped() {
    assertThat(
            after(
                    "ERROR: org.openjdk.jmh.runner.RunnerException: ERROR: Unable to acquire the lock",
                    "\tat org.openjdk.jmh.runner.Runner.run(Runner.java:210)")
                .lastWords())
        .isEqualTo("Unable to acquire the lock");
  }

  @Test
  void lastWords_ourOwnMainSpoke_isWhatItSaid() {
    assertThat(after("tollgate: PostgreSQL cannot start", "bye").lastWords())
        .isEqualTo("PostgreSQL cannot start");
  }

  private static JmhOutput after(String... lines) {
    JmhOutput output = new JmhOutput();
    for (String line : lines) {
      output.accept(line);
    }
    return output;
  }
}
