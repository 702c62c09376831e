package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void tell_untilNothingIsLeftToSay_printsWholeMarkedLines() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1);
    try (Live live =
        Live.tell(
            () -> {
              int turn = asked.incrementAndGet();
              if (turn == 3) {
                ended.countDown();
                return "";
              }
              return "turn " + turn;
            },
            new PrintStream(out, true, StandardCharsets.UTF_8),
            1)) {
      assertThat(live).isNotNull();
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(Live.MARK + "turn 1\n" + Live.MARK + "turn 2\n");
  }
}
