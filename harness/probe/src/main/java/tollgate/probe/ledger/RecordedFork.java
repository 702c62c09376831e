package tollgate.probe.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a fork's recording holds, as plain values.
 *
 * @param workers snapshots by measurement iteration and worker, in order of time
 * @param hosts the machine's clocks by measurement iteration, in order of time
 * @param waits recorded waits by worker
 * @param failures why this recording cannot be trusted
 * @param virtualThreads how many virtual threads were started
 */
record RecordedFork(
    SortedMap<Integer, Map<Long, List<Reading>>> workers,
    SortedMap<Integer, List<HostReading>> hosts,
    Map<Long, Intervals> waits,
    Set<Failure> failures,
    long virtualThreads) {

  /**
   * A worker's clocks.
   *
   * @param at time of the recording's clock, ns
   * @param nanos monotonic clock
   * @param cpuNanos thread CPU time
   * @param runQueueNanos time on a run queue
   * @param involuntarySwitches count
   * @param allocatedBytes since the thread began, -1 when unknown
   */
  record Reading(
      long at,
      long nanos,
      long cpuNanos,
      long runQueueNanos,
      long involuntarySwitches,
      long allocatedBytes) {}

  /**
   * The machine's clocks.
   *
   * @param nanos monotonic clock
   * @param processors available to the JVM
   * @param hostBusyNanos processor time everybody took, -1 when unknown
   * @param processNanos processor time this process took
   */
  record HostReading(long nanos, int processors, long hostBusyNanos, long processNanos) {}
}
