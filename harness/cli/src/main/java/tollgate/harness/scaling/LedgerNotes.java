package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Result;

/** What ledgers say about themselves, in words. */
public final class LedgerNotes {

  private static final String WINDOW = "window";
  private static final String WORKERS = "workers";
  private static final double WINDOW_TOLERANCE = 0.01;

  private static final Map<String, String> MEANINGS =
      Map.of(
          "cpuSaturated",
          "every processor was busy, so waits end in the run queue",
          "yieldSpinning",
          "threads give the processor away again and again instead of waiting",
          "virtualThreads",
          "virtual threads ran, whose own waits are not seen",
          WINDOW,
          "clocks were read more than 1 % off the measured time",
          WORKERS,
          "not every thread was read in time, so shares are of those that were");

  private LedgerNotes() {}

  /** What limits a ledger, in words; the note itself where we know none. */
  public static String meaning(String note) {
    return MEANINGS.getOrDefault(note, note);
  }

  /**
   * The notes of a sweep, one line for all thread counts: those of the ledgers that are used, and
   * where none is, why the ledgers that were tried failed.
   */
  static List<String> of(List<Sweep.Point> points, SortedMap<Integer, List<Result>> byThreads) {
    SortedMap<String, TreeSet<Integer>> where = new TreeMap<>();
    for (Sweep.Point point : points) {
      int threads = point.threads();
      Optional<Ledger> used = point.ledger().known();
      if (used.isPresent()) {
        used.get().notes().stream()
            // An iteration may be off and the ledger as a whole not: its mean is told instead.
            .filter(note -> !note.equals(WINDOW) && !note.equals(WORKERS))
            .forEach(note -> add(where, meaning(note), threads));
      } else {
        byThreads.getOrDefault(threads, List.of()).stream()
            .flatMap(result -> Ledger.failures(result).stream())
            .forEach(why -> add(where, "no ledger: " + why, threads));
      }
    }
    List<String> notes = new ArrayList<>();
    where.forEach((text, threads) -> notes.add(counts(threads) + text));
    return notes;
  }

  /** In what the ledgers that are used fall short, with the figure at each thread count. */
  static List<String> partial(List<Sweep.Point> points) {
    List<Sweep.Point> used =
        points.stream().filter(point -> point.ledger().known().isPresent()).toList();
    List<String> notes = new ArrayList<>();
    figures(
        used.stream().filter(point -> LedgerFork.differs(point.ledgerSpeed())).toList(),
        point -> point.ledgerSpeed().orElse(Double.NaN),
        "the ledger's fork ran at %s of the scored speed, its split is theirs only roughly",
        "%.0f %%",
        notes);
    shares(used, LedgerContext::window, "clocks cover %s of the measured time", notes);
    shares(used, LedgerContext::workers, "%s of the workers are in the ledger", notes);
    return notes;
  }

  private static void shares(
      List<Sweep.Point> used,
      ToDoubleFunction<LedgerContext> share,
      String text,
      List<String> notes) {
    figures(
        used.stream()
            .filter(p -> Math.abs(share.applyAsDouble(p.context()) - 1) > WINDOW_TOLERANCE)
            .toList(),
        point -> share.applyAsDouble(point.context()),
        text,
        "%.1f %%",
        notes);
  }

  /** The first figure in {@code text}, further ones behind it. */
  private static void figures(
      List<Sweep.Point> points,
      ToDoubleFunction<Sweep.Point> share,
      String text,
      String format,
      List<String> notes) {
    List<String> parts = new ArrayList<>();
    for (Sweep.Point point : points) {
      String figure = String.format(Locale.ROOT, format, 100 * share.applyAsDouble(point));
      parts.add(counts(point.threads()) + (parts.isEmpty() ? text.replace("%s", figure) : figure));
    }
    if (!parts.isEmpty()) {
      notes.add(String.join("; ", parts));
    }
  }

  private static String counts(int threads) {
    return threads + (threads == 1 ? " thread: " : " threads: ");
  }

  private static String counts(TreeSet<Integer> threads) {
    return threads.size() == 1
        ? counts(threads.first())
        : threads.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " threads: ";
  }

  private static void add(SortedMap<String, TreeSet<Integer>> where, String text, int threads) {
    where.computeIfAbsent(text, key -> new TreeSet<>()).add(threads);
  }
}
