package tollgate.harness.run;

import org.jspecify.annotations.Nullable;

/** Where the run is asked to stop from: the hook of the JVM's end. */
final class Stopper implements AutoCloseable {

  private static final long SAVING_MILLIS = 20_000;

  private final Thread hook = new Thread(this::stop, "tollgate-stop");
  private final Object finished = new Object();
  private @Nullable JmhProcess running;
  private boolean stopped;
  private boolean closed;

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
      synchronized (finished) {
        if (!closed) {
          finished.wait(SAVING_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    synchronized (finished) {
      closed = true;
      finished.notifyAll();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already: the hook is what brought us here.
    }
  }
}
