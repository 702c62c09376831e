package tollgate.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Recording;

/** Recordings of one second and one thread over 1000 operations: an operation takes 1 ms. */
class ExplanationTest {

  private static final Frame STUB = new Frame("a.jmh_generated.T_m_jmhTest", "m_thrpt_jmhStub");
  private static final Frame BENCHMARK = new Frame("a.T", "m");
  private static final Frame LOOP = new Frame("a.jmh_generated.T_m_jmhTest", "m_thrpt_jmhLoop");
  private static final int SECOND = 1_000_000_000;

  @Test
  void of_helperCalledMoreOftenByAPlantedMethod_namesTheCaller() {
    Explanation explanation =
        Explanation.of(
            three(cpu(20, "helper")),
            three(cpu(20, "helper"), cpu(99, "helper", "planted"), cpu(1, "planted")));

    Explanation.Claim claim = explanation.claims().get(0);
    assertThat(claim.spending()).isEqualTo(Spending.CPU);
    assertThat(claim.method()).contains(new Frame("a.T", "planted"));
    assertThat(claim.at()).isEmpty();
    assertThat(claim.growth()).isCloseTo(1e6, within(1.0));
  }

  @Test
  void of_helperThatBecameSlower_namesTheHelper() {
    Explanation explanation =
        Explanation.of(
            three(cpu(10, "helper"), cpu(10, "helper", "one"), cpu(5, "one")),
            three(cpu(60, "helper"), cpu(60, "helper", "one"), cpu(5, "one")));

    assertThat(explanation.claims().get(0).method()).contains(new Frame("a.T", "helper"));
  }

  @Test
  void of_platformMethodThatGrew_isItsCallersAndNamedAsThePlace() {
    Frame sleep = new Frame("java.lang.Thread", "sleep");
    Frame own = new Frame("a.T", "planted");
    Frame lambda = new Frame("a.T$$Lambda.0x01", "call");
    Explanation explanation =
        Explanation.of(
            three(cpu(20, "m2")),
            three(
                cpu(20, "m2"),
                activity(Kind.SLEEP, "", SECOND, sleep, own, lambda, BENCHMARK, STUB, LOOP)));

    Explanation.Claim claim = explanation.claims().get(0);
    assertThat(claim.spending()).isEqualTo(Spending.SLEEP);
    assertThat(claim.method()).contains(own);
    assertThat(claim.at()).contains(sleep);
    assertThat(explanation.claims()).hasSize(1);
  }

  @Test
  void of_poolThatWaits_namesTheCallerOfThePool() {
    Frame hikari = new Frame("com.zaxxer.hikari.util.ConcurrentBag", "borrow");
    Explanation explanation =
        Explanation.of(
            three(),
            three(
                activity(
                    Kind.PARK,
                    "java.util.concurrent.SynchronousQueue",
                    SECOND,
                    new Frame("jdk.internal.misc.Unsafe", "park"),
                    hikari,
                    BENCHMARK,
                    STUB)));

    assertThat(explanation.claims().get(0).method()).contains(BENCHMARK);
    assertThat(explanation.claims().get(0).on()).endsWith("SynchronousQueue");
  }

  @Test
  void of_collectionThatGrewMost_comesFirstAndIsNobodysWithoutMoreAllocation() {
    Explanation explanation =
        Explanation.of(
            three(socket(SECOND / 10), gc(SECOND / 100), bytes(1_000_000, "m2")),
            three(socket(SECOND / 2), gc(SECOND), bytes(1_000_000, "m2")));

    assertThat(explanation.claims())
        .extracting(Explanation.Claim::spending)
        .containsExactly(Spending.GC, Spending.SOCKET);
    assertThat(explanation.claims().get(0).method()).isEmpty();
    assertThat(explanation.claims().get(0).on()).contains("G1");
  }

  @Test
  void of_collectionBecauseOfAllocation_namesWhoAllocates() {
    Explanation explanation =
        Explanation.of(
            three(gc(SECOND / 100), bytes(1_000_000, "m2")),
            three(gc(SECOND), bytes(1_000_000, "m2"), bytes(20_000_000, "planted")));

    assertThat(explanation.claims())
        .extracting(Explanation.Claim::spending)
        .containsExactly(Spending.GC, Spending.ALLOCATION);
    assertThat(explanation.claims())
        .allSatisfy(claim -> assertThat(claim.method()).contains(new Frame("a.T", "planted")));
  }

  @Test
  void of_collectionBesideSlightlyMoreAllocation_isStillNobodys() {
    Explanation explanation =
        Explanation.of(
            three(gc(SECOND / 100), bytes(1_000_000, "m2")),
            three(gc(SECOND), bytes(1_300_000, "m2")));

    assertThat(explanation.claims().get(0).spending()).isEqualTo(Spending.GC);
    assertThat(explanation.claims().get(0).method()).isEmpty();
  }

  /** What a busy machine makes of an operation: most of its time is spent in no recording. */
  @Test
  void of_methodThatGrewOnABusyMachine_isFoundAlthoughTheClockGrewMore() {
    Activity before = cpu(1, "m2");
    Explanation explanation =
        Explanation.of(
            List.of(fork(before), fork(before), fork(before)),
            List.of(
                fork(10, cpu(60, "planted")),
                fork(10, cpu(62, "planted")),
                fork(10, cpu(58, "planted"))));

    assertThat(explanation.claims().get(0).method()).contains(new Frame("a.T", "planted"));
  }

  @Test
  void of_forksThatScatterAsMuch_claimsNothing() {
    Explanation explanation =
        Explanation.of(
            List.of(fork(cpu(20, "f")), fork(cpu(90, "f")), fork(cpu(50, "f"))),
            List.of(fork(cpu(90, "f")), fork(cpu(60, "f")), fork(cpu(100, "f"))));

    assertThat(explanation.claims()).isEmpty();
    assertThat(explanation.spreadKnown()).isTrue();
  }

  /** What allocates little is sampled once or not at all, by chance. */
  @Test
  void of_bytesKnownFromFewSamples_claimsNothing() {
    Activity sample =
        new Activity(Kind.ALLOCATION, "", true, List.of(BENCHMARK, STUB), 2, 4_000_000);

    assertThat(Explanation.of(three(), three(sample)).claims()).isNotEmpty();
    assertThat(Explanation.of(three(), List.of(fork(sample))).claims()).isEmpty();
  }

  @Test
  void of_oneForkASide_claimsLargeGrowthOnlyAndCallsItAHint() {
    List<Recording> base = List.of(fork(cpu(80, "f")));

    Explanation slight = Explanation.of(base, List.of(fork(cpu(110, "f"))));
    Explanation large = Explanation.of(base, List.of(fork(cpu(400, "f"))));

    assertThat(slight.claims()).isEmpty();
    assertThat(large.claims()).hasSize(1);
    assertThat(large.spreadKnown()).isFalse();
  }

  @Test
  void of_lessThanBefore_claimsNothing() {
    assertThat(Explanation.of(three(cpu(400, "f")), three(cpu(20, "f"))).claims()).isEmpty();
  }

  /** Forks of the same code, 5 % (log) apart as a whole and sampled by chance. */
  @Test
  void of_identicalCodeManyTimes_hardlyEverClaimsAnything() {
    Random random = new Random(6);
    int claims = 0;
    for (int round = 0; round < 400; round++) {
      int forks = 1 + round % 4;
      claims +=
          Explanation.of(alike(random, forks), alike(random, forks)).claims().isEmpty() ? 0 : 1;
    }
    assertThat(claims).isLessThanOrEqualTo(8);
  }

  private static List<Recording> alike(Random random, int forks) {
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < forks; i++) {
      double factor = Math.exp(0.05 * random.nextGaussian());
      List<Activity> activities = new ArrayList<>();
      for (String method : List.of("a1", "b2", "c3")) {
        double mean = 20 * factor;
        long samples = Math.max(1, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        activities.add(cpu(samples, method));
      }
      activities.add(socket((long) (0.3 * SECOND * factor)));
      activities.add(gc((long) (0.02 * SECOND * factor * random.nextDouble())));
      activities.add(bytes((long) (5e6 * Math.exp(0.05 * random.nextGaussian())), "a1"));
      recordings.add(fork(factor, activities.toArray(new Activity[0])));
    }
    return recordings;
  }

  private static List<Recording> three(Activity... activities) {
    return List.of(fork(activities), fork(activities), fork(activities));
  }

  private static Recording fork(Activity... activities) {
    return fork(1, activities);
  }

  private static Recording fork(double seconds, Activity... activities) {
    return new Recording(
        "r.jfr",
        Optional.of(new BenchmarkKey("a.T.m", Mode.THROUGHPUT, 1, new java.util.TreeMap<>())),
        1_000,
        seconds,
        List.of(activities),
        List.of());
  }

  private static Activity cpu(long samples, String... methods) {
    List<Frame> frames = new ArrayList<>();
    Arrays.stream(methods).forEach(method -> frames.add(new Frame("a.T", method)));
    frames.addAll(List.of(BENCHMARK, STUB, LOOP));
    return activity(Kind.CPU, "", samples, frames.toArray(new Frame[0]));
  }

  private static Activity bytes(long amount, String method) {
    return activity(Kind.ALLOCATION, "byte[]", amount, new Frame("a.T", method), BENCHMARK, STUB);
  }

  private static Activity socket(long nanos) {
    return activity(Kind.SOCKET_READ, "h:1", nanos, new Frame("a.T", "ask"), BENCHMARK, STUB);
  }

  private static Activity gc(long nanos) {
    return activity(Kind.GC_PAUSE, "G1New, G1 Evacuation Pause", nanos, new Frame("", "(gc)"));
  }

  private static Activity activity(Kind kind, String on, long amount, Frame... frames) {
    long count = kind == Kind.CPU ? amount : 40;
    return new Activity(kind, on, kind != Kind.GC_PAUSE, List.of(frames), count, amount);
  }
}
