package tollgate.harness.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the run is asked to stop from: the hook of the JVM's end. */
final class Stopper implements AutoCloseable {

  private static final long SAVING_SECONDS = 20;

  private final Thread hook = new Thread(this::stop, "tollgate-stop");
  private final CountDownLatch finished = new CountDownLatch(1);
  private @Nullable JmhProcess running;
  private boolean stopped;

  Stopper() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized JmhProcess watch(JmhProcess process) throws InterruptedException {
    running = process;
    if (stopped) {
      process.stop();
    }
    return process;
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /** Ends the process, then holds the JVM until the results are written. */
  private void stop() {
    JmhProcess process;
    synchronized (this) {
      stopped = true;
      process = running;
    }
    try {
      if (process != null) {
        process.stop();
      }
      if (!finished.await(SAVING_SECONDS, TimeUnit.SECONDS)) {
        // The results could not be written in time; the parts still lie in the folder.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already: the hook is what brought us here.
    }
  }
}
