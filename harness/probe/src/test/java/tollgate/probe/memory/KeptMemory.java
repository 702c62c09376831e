package tollgate.probe.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmarks that keep a known amount, until they are torn down, beside garbage. */
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 1, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class KeptMemory {
  static final int MEBIBYTE = 1 << 20;
  static final int SHARED = 64;
  static final int EACH = 8;

  private static final List<byte[]> FOR_EVER = new ArrayList<>();

  /** In pieces: a collector might give one large array a region more. */
  private static List<byte[]> mebibytes(int count) {
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < count * 64; i++) {
      kept.add(new byte[MEBIBYTE / 64]);
    }
    return kept;
  }

  /** Kept by all threads together. */
  @State(Scope.Benchmark)
  public static class Shared {
    private List<byte[]> kept = List.of();

    /** Fills. */
    @Setup
    public void fill() {
      kept = mebibytes(SHARED);
    }

    /** Forgets. */
    @TearDown
    public void forget() {
      kept = List.of();
    }
  }

  /** Kept by each thread. */
  @State(Scope.Thread)
  public static class Own {
    private List<byte[]> kept = List.of();

    /** Fills. */
    @Setup
    public void fill() {
      kept = mebibytes(EACH);
    }

    /** Forgets. */
    @TearDown
    public void forget() {
      kept = List.of();
    }
  }

  /** Grows with each measured iteration, and with each warm-up. */
  @State(Scope.Benchmark)
  public static class Growing {
    private final List<List<byte[]>> kept = new ArrayList<>();

    /** Keeps more. */
    @Setup(Level.Iteration)
    public void grow() {
      kept.add(mebibytes(SHARED / 4));
    }
  }

  /** One of them for all. */
  @Benchmark
  public Object shared(Shared state) {
    return List.of(state.kept, new byte[1000]);
  }

  /** Not torn down. */
  @Benchmark
  public Object keptForEver() {
    synchronized (FOR_EVER) {
      if (FOR_EVER.isEmpty()) {
        FOR_EVER.addAll(mebibytes(SHARED));
      }
    }
    return new byte[1000];
  }

  /** One for each thread. */
  @Benchmark
  public Object own(Own state) {
    return List.of(state.kept, new byte[1000]);
  }

  /** One more for each iteration. */
  @Benchmark
  public Object growing(Growing state) {
    return List.of(state.kept, new byte[1000]);
  }
}
