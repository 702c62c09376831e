package tollgate.probe.warmup;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long the JIT compilers of this JVM have been at work, in nanoseconds since they started.
 *
 * <p>On Linux that is the time their threads ran or waited for a processor, from the scheduler's
 * own statistics: a compiler that is starved counts as one at work, and a long compilation is seen
 * while it lasts. Elsewhere it is what {@link CompilationMXBean} sums up, which grows only when a
 * compilation ends.
 */
final class CompilerThreads {
  /** The kernel keeps 15 characters of {@code C2 CompilerThread0}. */
  private static final Pattern NAME = Pattern.compile("(C1|C2|JVMCI) Compiler.*");

  private final Path tasks;

  CompilerThreads() {
    this(Path.of("/proc/self/task"));
  }

  CompilerThreads(Path tasks) {
    this.tasks = tasks;
  }

  /**
   * Threads may come and go: a compiler thread that ended takes its time with it, so that the sum
   * may fall.
   */
  long workNanos() {
    long nanos = 0;
    boolean found = false;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        if (NAME.matcher(firstLine(thread.resolve("comm"))).matches()) {
          String[] schedstat = firstLine(thread.resolve("schedstat")).split(" ");
          if (schedstat.length >= 2) {
            nanos += Long.parseLong(schedstat[0]) + Long.parseLong(schedstat[1]);
            found = true;
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      found = false;
    }
    return found ? nanos : fromJvm();
  }

  /** Empty for a thread that has just ended. */
  private static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static long fromJvm() {
    CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    return bean == null || !bean.isCompilationTimeMonitoringSupported()
        ? 0
        : TimeUnit.MILLISECONDS.toNanos(bean.getTotalCompilationTime());
  }
}
