package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Frame;

/** What the events of a recording add up to, whoever reads them. */
final class RecordingSums {

  static final String CPU_TIME_SAMPLE = "jdk.CPUTimeSample";

  /** Written by the probe, once per recording. */
  static final String MEASURED = "tollgate.Measured";

  static final String DATA_LOSS = "jdk.DataLoss";

  private final Stacks stacks = new Stacks();
  private final ActivityCounter counter = new ActivityCounter(stacks);
  private final ActivityCounter cpuTime = new ActivityCounter(stacks);
  private @Nullable BenchmarkKey benchmark;
  private long operations;
  private long lostBytes;

  /** Which counter events of a name belong to. */
  ActivityCounter counter(String event) {
    return event.equals(CPU_TIME_SAMPLE) ? cpuTime : counter;
  }

  /** Adds events that were added up already. */
  void add(
      String event,
      Kind kind,
      String on,
      boolean worker,
      List<Frame> frames,
      long count,
      long amount) {
    List<Frame> shown = kind == Kind.GC_PAUSE ? ActivityCounter.COLLECTOR : frames;
    counter(event).add(new ActivityCounter.Place(kind, on, worker, shown), count, amount);
  }

  /** Adds an event that is no activity. */
  void special(String event, Map<String, Object> values) {
    if (event.equals(DATA_LOSS)) {
      lostBytes += number(values, "amount");
    } else if (event.equals(MEASURED)) {
      benchmark = MeasuredBenchmark.key(values).orElse(null);
      operations = number(values, "operations");
    }
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Long value ? value : 0;
  }

  Stacks stacks() {
    return stacks;
  }

  void endOfChunk() {
    stacks.endOfChunk();
    counter.endOfChunk();
    cpuTime.endOfChunk();
  }

  Optional<BenchmarkKey> benchmark() {
    return Optional.ofNullable(benchmark);
  }

  long operations() {
    return operations;
  }

  long lostBytes() {
    return lostBytes;
  }

  /** CPU-time samples see native code and count processor time: where there are any, they win. */
  List<Activity> activities() {
    List<Activity> all = new ArrayList<>();
    counter.collect(cpuTime.isEmpty() ? null : Kind.CPU, all);
    cpuTime.collect(null, all);
    return all;
  }
}
