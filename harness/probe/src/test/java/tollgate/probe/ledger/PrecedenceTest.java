package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

  /** Field 19 of a thread's stat; the name, field 2, is in brackets and may hold spaces. */
  private static int nice() throws Exception {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
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
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/renice")), "no renice");
    int before = nice();
    CompletableFuture<Integer> there = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                boolean taken = Precedence.take();
                there.complete(taken ? nice() : Integer.MAX_VALUE);
              } catch (Exception e) {
                there.completeExceptionally(e);
              }
            });
    thread.start();

    assertThat(there.get()).isIn(-10, Integer.MAX_VALUE);
    assertThat(nice()).isEqualTo(before);
    assertThat(there.get() == -10).isEqualTo(mayBeNice());
  }
}
