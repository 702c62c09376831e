package tollgate.probe.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Lets the calling thread go before others on busy processors, where the system allows it.
 *
 * <p>A sampler that waits its turn among 50 workers on two processors reads up to a tenth of a
 * second late. Java's own priorities do nothing on Linux, and the JVM's option that makes them work
 * favours its compiler threads too, which would change what is measured. So the thread becomes a
 * real-time one, which goes before all others. A nice value, tried first, counts among the threads
 * of one session only where Linux groups them (sched(7), "the autogroup feature"): each PostgreSQL
 * backend is a session of its own, and beside 50 of them windows stayed 5 to 9 % short. It is what
 * is left where real time is refused, as in some containers.
 */
final class Precedence {

  private static final Path SELF = Path.of("/proc/thread-self");
  private static final long PATIENCE_SECONDS = 2;

  private Precedence() {}

  /**
   * Takes it for as long as the thread lives.
   *
   * @return false where only root may, or the system has neither {@code chrt} nor {@code renice}:
   *     nothing has changed then
   */
  static boolean take() {
    try {
      String thread = Files.readSymbolicLink(SELF).getFileName().toString();
      return succeeds("chrt", "--rr", "--pid", "1", thread)
          || succeeds("renice", "-n", "-10", "-p", thread);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean succeeds(String... command) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
