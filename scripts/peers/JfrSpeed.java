import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * {@code make FILE EVENTS} writes a recording of that many parks, each with a stack of 8 to 40 frames from 256 paths. {@code ours FILE}
 * and {@code jmc FILE} read it in a fresh JVM and print {@code seconds bytesAllocated} of the whole process: processor time of all
 * threads, the compiler's and collector's included, and bytes allocated by the reading thread; then the same for a second reading.
 */
final class JfrSpeed {

  private static final int PATHS = 256;

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "make" -> make(Path.of(args[1]), Integer.parseInt(args[2]));
      case "ours" -> measure(() -> call("tollgate.harness.read.jfr.RecordingReader", "read", Path.of(args[1]), Path.class));
      case "jmc" -> measure(() -> call("org.openjdk.jmc.flightrecorder.JfrLoaderToolkit", "loadEvents", Path.of(args[1]).toFile(), java.io.File.class));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private interface Reading {
    Object run() throws Exception;
  }

  private static Object call(String type, String method, Object file, Class<?> parameter) throws Exception {
    try {
      return Class.forName(type).getMethod(method, parameter).invoke(null, file);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void measure(Reading reading) throws Exception {
    var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    StringBuilder line = new StringBuilder();
    for (int round = 0; round < 2; round++) {
      long cpu = process.getProcessCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      Object result = reading.run();
      line.append(String.format(Locale.ROOT, "%.3f %d ", (process.getProcessCpuTime() - cpu) / 1e9, threads.getCurrentThreadAllocatedBytes() - bytes));
      if (result == null) {
        throw new IllegalStateException("nothing was read");
      }
    }
    System.out.println(line.toString().trim());
  }

  private static void make(Path target, int events) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
      recording.setDumpOnExit(false);
      recording.setToDisk(true);
      recording.start();
      Random random = new Random(1);
      for (int i = 0; i < events; i++) {
        int path = random.nextInt(PATHS);
        descend(8 + path % 33, path);
      }
      recording.stop();
      recording.dump(target);
    }
    System.out.println(Files.size(target));
  }

  /** The path's bits choose which method calls next, so that stacks differ in their frames. */
  private static void descend(int depth, int path) {
    if (depth == 0) {
      LockSupport.unpark(Thread.currentThread());
      LockSupport.park(JfrSpeed.class);
    } else if (((path >>> (depth % 8)) & 1) == 0) {
      left(depth - 1, path);
    } else {
      right(depth - 1, path);
    }
  }

  private static void left(int depth, int path) {
    descend(depth, path);
  }

  private static void right(int depth, int path) {
    descend(depth, path);
  }
}
