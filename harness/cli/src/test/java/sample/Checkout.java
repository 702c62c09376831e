package sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One benchmark that a property slows, and one beside it that it does not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Checkout {

  private static final int ROUNDS = 200;

  /** A version that does only a little more work does not wait as well. */
  private static final int MANY_ROUNDS = 1000;

  private final int extraRounds = Integer.getInteger("sample.extraRounds", versionsRounds());

  @Param("7")
  private long seed;

  /** Slowed by {@code -Dsample.extraRounds}. */
  @Benchmark
  public long pay() {
    return mix(seed, ROUNDS) + verifySignature();
  }

  /** Never slowed. */
  @Benchmark
  public long browse() {
    return mix(seed, ROUNDS);
  }

  private long verifySignature() {
    if (extraRounds >= MANY_ROUNDS) {
      askBank();
    }
    return mix(seed + 1, extraRounds);
  }

  /** What differs between two versions of the jar; absent in the good one. */
  private static int versionsRounds() {
    try (InputStream version = Checkout.class.getResourceAsStream("slow-version")) {
      return version == null ? 0 : Integer.parseInt(new String(version.readAllBytes(), US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void askBank() {
    LockSupport.parkNanos(20_000);
  }

  private static long mix(long start, int rounds) {
    long value = start;
    for (int i = 0; i < rounds; i++) {
      value = value * 6364136223846793005L + 1442695040888963407L;
      value ^= value >>> 29;
    }
    return value;
  }
}
