package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.results.Result;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  private Map<String, Double> values() {
    return metrics.results().stream().collect(Collectors.toMap(Result::getLabel, Result::getScore));
  }

  @Test
  void latency_ofTwoThreads_reportsPercentilesOfBothTogether() {
    LatencyRecorder one = metrics.newLatency("latency");
    LatencyRecorder two = metrics.newLatency("latency");
    for (int i = 1; i <= 500; i++) {
      one.record(TimeUnit.MICROSECONDS.toNanos(i));
      two.record(TimeUnit.MICROSECONDS.toNanos(500 + i));
    }
    assertThat(values().get("latency.p50")).isCloseTo(500, within(1.0));
    assertThat(values().get("latency.p99")).isCloseTo(990, within(2.0));
    assertThat(values().get("latency.max")).isCloseTo(1_000, within(2.0));
    assertThat(values().get("latency.mean")).isCloseTo(500.5, within(0.001));
    assertThat(values().get("latency.samples")).isEqualTo(1_000);
  }

  @Test
  void latency_withNothingRecorded_keepsItsNamesAsNaN() {
    metrics.newLatency("latency").record(5);
    Map<String, Double> before = values();
    metrics.reset();
    Map<String, Double> after = values();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.get("latency.p99.9")).isNaN();
    assertThat(after.get("latency.samples")).isZero();
  }

  @Test
  void record_ofWhatBeganOutsideTheMeasuredPart_isIgnored() {
    Control control = new Control();
    LatencyRecorder recorder = metrics.newLatency("latency");
    recorder.within(control);
    control.startMeasurement = true;
    assertThat(recorder.record(1_000)).isFalse();
    recorder.within(control);
    assertThat(recorder.record(2_000)).isTrue();
    control.stopMeasurement = true;
    recorder.within(control);
    assertThat(recorder.record(3_000)).isFalse();
    assertThat(values().get("latency.samples")).isEqualTo(1);
    assertThat(values().get("latency.mean")).isEqualTo(2.0);
  }

  @Test
  void record_ofWhatEndsAfterTheMeasuredPart_counts() {
    Control control = new Control();
    control.startMeasurement = true;
    LatencyRecorder recorder = metrics.newLatency("latency");
    recorder.within(control);
    control.stopMeasurement = true;
    assertThat(recorder.record(300_000_000)).isTrue();
    assertThat(values().get("latency.max")).isCloseTo(300_000, within(300.0));
  }

  @Test
  void recordSince_aStartInTheMeasuredPart_countsWheneverItArrives() {
    Control control = new Control();
    LatencyRecorder recorder = metrics.newLatency("latency");
    long before = LatencyRecorder.start(control);
    control.startMeasurement = true;
    long during = LatencyRecorder.start(control);
    control.stopMeasurement = true;
    long after = LatencyRecorder.start(control);
    assertThat(recorder.recordSince(before)).isFalse();
    assertThat(recorder.recordBetween(during, during + 2_000)).isTrue();
    assertThat(recorder.recordSince(after)).isFalse();
    assertThat(values().get("latency.samples")).isEqualTo(1);
    assertThat(values().get("latency.mean")).isEqualTo(2.0);
  }

  @Test
  void recordSince_aStartInAnEarlierIteration_isIgnored() {
    Control control = new Control();
    control.startMeasurement = true;
    LatencyRecorder recorder = metrics.newLatency("latency");
    long earlier = LatencyRecorder.start(control);
    long reset = System.nanoTime();
    while (System.nanoTime() == reset) {
      Thread.onSpinWait();
    }
    metrics.reset();
    assertThat(recorder.recordSince(earlier)).isFalse();
    assertThat(recorder.recordSince(LatencyRecorder.start(control))).isTrue();
    assertThat(values().get("latency.samples")).isEqualTo(1);
  }

  @Test
  void record_beyondTheRange_isCutOffAndCounted() {
    LatencyRecorder recorder = metrics.newLatency("latency");
    recorder.record(-1);
    recorder.record(TimeUnit.HOURS.toNanos(1));
    assertThat(values().get("latency.samples")).isEqualTo(2);
    assertThat(values().get("latency.max")).isCloseTo(TimeUnit.MINUTES.toMicros(10), within(1e6));
  }

  @Test
  void counter_ofTwoThreads_isSummed() {
    metrics.newCounter("timeouts").increment();
    metrics.newCounter("timeouts").add(2);
    assertThat(values()).containsEntry("timeouts", 3.0);
  }

  @Test
  void derived_fromOthers_seesTheIterationsSums() {
    metrics.newLatency("wait").record(3_000);
    metrics.newLatency("latency").record(4_000);
    metrics.newGauge(
        "pending", "threads", sums -> 8.0 * sums.sumNanos("wait") / sums.sumNanos("latency"));
    assertThat(values()).containsEntry("pending", 6.0);
  }

  @Test
  void name_thatNeedsEscaping_isRefused() {
    assertThatThrownBy(() -> metrics.newCounter("a\"b")).hasMessageContaining("a\"b");
  }
}
