package tollgate.probe.memory;

import java.util.OptionalDouble;

/**
 * What is in memory at one time.
 *
 * @param heapBytes heap that is left after a collection
 * @param residentBytes the process's memory in RAM; empty where the system does not tell
 * @param collected whether there was a collection
 */
record Reading(double heapBytes, OptionalDouble residentBytes, boolean collected) {
  /** Collects garbage and reads. Takes tens of milliseconds and more: never inside an iteration. */
  static Reading settled() {
    boolean collected = Garbage.collect();
    return new Reading(Heap.used(), ResidentMemory.SYSTEM.now(), collected);
  }
}
