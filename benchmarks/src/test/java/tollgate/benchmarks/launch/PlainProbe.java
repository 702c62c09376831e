package tollgate.benchmarks.launch;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/** Needs no server. Fails when the system property {@code probe.fail} is set. */
@Fork(1)
@Warmup(iterations = 1, time = 20, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 20, timeUnit = TimeUnit.MILLISECONDS)
public class PlainProbe {
  @Benchmark
  public long fails() {
    if (Boolean.getBoolean("probe.fail")) {
      throw new IllegalStateException("asked to fail");
    }
    return System.nanoTime();
  }

  @Benchmark
  public long works() {
    return System.nanoTime();
  }
}
