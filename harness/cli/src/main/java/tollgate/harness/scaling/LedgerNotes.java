package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Result;

/** What ledgers say about themselves, in words. */
public final class LedgerNotes {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "cpuSaturated", "every processor was busy, so waits end in the run queue",
          "yieldSpinning", "threads give the processor away again and again instead of waiting",
          "virtualThreads", "virtual threads ran, whose own waits are not seen",
          "window", "clocks were read more than 1 % off the measured time",
          "workers", "not every thread was read in time, so shares are of those that were");

  private LedgerNotes() {}

  /** What limits a ledger, in words; the note itself where we know none. */
  public static String meaning(String note) {
    return MEANINGS.getOrDefault(note, note);
  }

  /** The notes of a sweep, one line for all thread counts. */
  static List<String> of(SortedMap<Integer, List<Result>> byThreads) {
    SortedMap<String, TreeSet<Integer>> where = new TreeMap<>();
    byThreads.forEach(
        (threads, results) -> {
          for (Result result : results) {
            Ledger.failures(result).forEach(why -> add(where, "no ledger: " + why, threads));
            Ledger.of(result)
                .ifPresent(ledger -> ledger.notes().forEach(n -> add(where, meaning(n), threads)));
          }
        });
    List<String> notes = new ArrayList<>();
    where.forEach(
        (text, threads) ->
            notes.add(
                threads.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + (threads.equals(new TreeSet<>(List.of(1))) ? " thread: " : " threads: ")
                    + text));
    return notes;
  }

  private static void add(SortedMap<String, TreeSet<Integer>> where, String text, int threads) {
    where.computeIfAbsent(text, key -> new TreeSet<>()).add(threads);
  }
}
