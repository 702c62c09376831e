package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PlatformProcess;

/**
 * A platform that stands still for a second makes everyone wait who comes meanwhile. What must be
 * reported then follows from the schedule and the second alone.
 */
@Tag("alone")
class HonestLatencyIT {
  private static final int RATE = 50;
  private static final int USERS = 70;
  private static final double SECONDS = 4;
  private static final double TOLERANCE = 0.02;
  private static final int CONTROL_PAUSE_MILLIS = 4;

  /** A busy machine only ever adds to a latency: one quiet run is enough. */
  private static final int ATTEMPTS = 8;

  /** One run's figures, in microseconds. */
  private record Figures(
      double p99, double max, double expectedP99, double expectedMax, double closedLoopP99) {
    /** The open loop says what is true, the closed one nothing like it. */
    boolean agree() {
      return near(p99, expectedP99) && near(max, expectedMax) && closedLoopP99 < expectedP99 / 2;
    }

    private static boolean near(double value, double expected) {
      return Math.abs(value / expected - 1) <= TOLERANCE;
    }
  }

  @Test
  void responses_platformStoppedForASecond_areWhatTheScheduleSays() throws Exception {
    try (PlatformProcess platform = PlatformProcess.start(Backends.postgres())) {
      Population people = Population.open(USERS, platform.address(), Duration.ofSeconds(10));
      Figures figures = measure(platform, people);
      for (int i = 1; i < ATTEMPTS && !figures.agree(); i++) {
        figures = measure(platform, people);
      }

      assertThat(figures.agree())
          .as("open loop within 2 %%, closed loop far off: %s", figures)
          .isTrue();
    }
  }

  private static Figures measure(PlatformProcess platform, Population people) throws Exception {
    Schedule schedule = Schedule.constant(RATE, SECONDS);
    OpenLoop loop =
        new OpenLoop(
            new Stage(),
            people,
            schedule,
            OpenLoop.Limits.NONE,
            (member, arrival, random) -> {
              member.health();
              return 0;
            },
            OpenLoop.Observer.NONE);
    loop.prepare();
    // Opens the connections, and lets both sides compile what they do.
    warmUp(people);
    loop.start();
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
    CompletableFuture<Histogram> control =
        CompletableFuture.supplyAsync(() -> closedLoop(people, start));
    CompletableFuture<long[]> stop = CompletableFuture.supplyAsync(() -> stop(platform));
    Crowd.<Boolean>act(
        USERS,
        index ->
            () -> {
              loop.user(index);
              return true;
            });
    long[] stopped = stop.get();
    double[] expected = expected(schedule, stopped[0] - start, stopped[1] - start);
    return new Figures(
        loop.tally().responseMicros(99),
        loop.tally().responseMicros(100),
        expected[0],
        expected[1],
        Tally.micros(control.get(), 99));
  }

  private static void warmUp(Population people) throws Exception {
    Crowd.<Boolean>act(
        USERS,
        index ->
            () -> {
              for (int i = 0; i < 10; i++) {
                people.join(index).health();
              }
              return true;
            });
  }

  private static long[] stop(PlatformProcess platform) {
    try {
      Thread.sleep(1_000);
      platform.pause();
      long from = System.nanoTime();
      Thread.sleep(1_000);
      platform.resume();
      return new long[] {from, System.nanoTime()};
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The p99 and the maximum, when answers take no time but while the platform stands still. */
  private static double[] expected(Schedule schedule, long fromNanos, long toNanos) {
    double[] micros =
        IntStream.range(0, schedule.arrivals())
            .mapToLong(schedule::offsetNanos)
            .mapToDouble(due -> due < fromNanos || due > toNanos ? 0 : (toNanos - due) / 1e3)
            .sorted()
            .toArray();
    int rank = (int) Math.ceil(0.99 * micros.length);
    return new double[] {micros[rank - 1], Arrays.stream(micros).max().orElse(0)};
  }

  /** What one sees who asks again only after an answer, and forgets who could not ask. */
  private static Histogram closedLoop(Population people, long start) {
    Histogram seen = Tally.histogram();
    long end = start + (long) (SECONDS * 1e9);
    try {
      while (System.nanoTime() < end) {
        long asked = System.nanoTime();
        people.join(0).health();
        seen.recordValue(System.nanoTime() - asked);
        Thread.sleep(CONTROL_PAUSE_MILLIS);
      }
      return seen;
    } catch (CallFailed | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
