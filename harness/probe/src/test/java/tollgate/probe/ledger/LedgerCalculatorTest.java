package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which of a worker's readings bound its account. */
class LedgerCalculatorTest {

  private static double wallNanos(double measuredNanos) {
    return wallNanos(measuredNanos, new TreeMap<>(), at(100), at(700), at(1_080), at(1_150));
  }

  private static double wallNanos(
      double measuredNanos,
      TreeMap<Integer, List<RecordedFork.HostReading>> hosts,
      RecordedFork.Reading... readings) {
    TreeMap<Integer, Map<Long, List<RecordedFork.Reading>>> workers = new TreeMap<>();
    workers.put(0, Map.of(1L, List.of(readings)));
    RecordedFork fork = new RecordedFork(workers, hosts, Map.of(), Set.of(), 0);
    return LedgerCalculator.iterations(fork, new double[] {measuredNanos})
        .get(0)
        .orElseThrow()
        .account()
        .wallNanos();
  }

  private static RecordedFork.Reading at(long nanos) {
    return new RecordedFork.Reading(nanos, nanos, nanos / 2, 0, 0, -1);
  }

  @Test
  void iterations_readBeyondTheMeasuredTime_endWhereJmhEnded() {
    assertThat(wallNanos(1_000)).isEqualTo(980);
    assertThat(wallNanos(1_030)).isEqualTo(1_050);
  }

  @Test
  void iterations_measuredTimeUnknown_endWithTheLastReading() {
    assertThat(wallNanos(Double.NaN)).isEqualTo(1_050);
    assertThat(wallNanos(0)).isEqualTo(1_050);
  }

  @Test
  void iterations_readBeforeTheStart_beginWithTheLastReadingBeforeIt() {
    TreeMap<Integer, List<RecordedFork.HostReading>> hosts = new TreeMap<>();
    hosts.put(0, List.of(new RecordedFork.HostReading(90, 2, -1, 0)));

    assertThat(wallNanos(1_000, hosts, at(20), at(60), at(130), at(1_061), at(1_135)))
        .isEqualTo(1_001);
    assertThat(wallNanos(1_000, hosts, at(130), at(1_061), at(1_135))).isEqualTo(1_005);
  }
}
