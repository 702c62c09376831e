package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

  /** Field 18 of a thread's stat: below -1 for a real-time thread, 20 for an ordinary one. */
  private static int priority() throws Exception {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    // The name, field 2, is in brackets and may hold spaces.
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[15]);
  }

  /** CAP_SYS_NICE, capabilities(7). */
  private static boolean mayBeNice() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> 23 & 1) == 1);
  }

  @Test
  void take_whereAllowed_isOfTheCallingThreadAlone() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/thread-self/stat")), "Linux alone has it");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/chrt")), "no chrt");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/renice")), "no renice");
    int before = priority();
    CompletableFuture<Integer> there = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                boolean taken = Precedence.take();
                there.complete(taken ? priority() : Integer.MAX_VALUE);
              } catch (Exception e) {
                there.completeExceptionally(e);
              }
            });
    thread.start();

    // Real time at its lowest, or, where that is refused, a nice value of -10.
    assertThat(there.get()).isIn(-2, 10, Integer.MAX_VALUE);
    assertThat(priority()).isEqualTo(before);
    assertThat(there.get() < before).isEqualTo(mayBeNice());
  }
}
