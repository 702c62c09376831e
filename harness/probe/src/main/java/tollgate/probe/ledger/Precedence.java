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
 * favours its compiler threads too, which would change what is measured. Linux keeps a nice value
 * for each thread.
 */
final class Precedence {

  private static final Path SELF = Path.of("/proc/thread-self");
  private static final int NICE = -10;
  private static final long PATIENCE_SECONDS = 2;

  private Precedence() {}

  /**
   * Takes it for as long as the thread lives.
   *
   * @return false where only root may, or there is no {@code renice}: nothing has changed then
   */
  static boolean take() {
    Process renice = null;
    try {
      String thread = Files.readSymbolicLink(SELF).getFileName().toString();
      renice =
          new ProcessBuilder("renice", "-n", String.valueOf(NICE), "-p", thread)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return renice.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && renice.exitValue() == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      if (renice != null) {
        renice.destroyForcibly();
      }
    }
  }
}
