package tollgate.harness.render;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.profile.Explanation;
import tollgate.harness.verdict.CauseChange;
import tollgate.harness.verdict.LedgerComparison;

/**
 * What explains a verdict on one benchmark.
 *
 * @param recordings flight recordings of the candidate, most telling first
 * @param ledger by cause, how much more of the worker threads' time per operation the candidate
 *     spends on it, as a share of the baseline's; empty when either side carries no ledger
 * @param causes the same with intervals and a conclusion; empty when either side carries no ledger
 * @param withoutLedger why the ledgers explain nothing; empty when they do, or nobody asked
 * @param profile what the recordings of both sides say grew, and the methods responsible; empty
 *     unless both sides were recorded
 */
public record Evidence(
    List<Recording> recordings,
    SortedMap<String, Double> ledger,
    Optional<LedgerComparison> causes,
    Optional<String> withoutLedger,
    Optional<Explanation> profile) {

  public Evidence {
    recordings = List.copyOf(recordings);
    ledger = Collections.unmodifiableSortedMap(new TreeMap<>(ledger));
  }

  /** Without a comparison of ledgers. */
  public Evidence(List<Recording> recordings, SortedMap<String, Double> ledger) {
    this(recordings, ledger, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with what recordings say. */
  public Evidence with(List<Recording> recorded, Optional<Explanation> explanation) {
    return new Evidence(recorded, ledger, causes, withoutLedger, explanation);
  }

  /** Nothing yet but why the ledgers explain nothing. */
  public static Evidence withoutLedger(String reason) {
    return new Evidence(
        List.of(), new TreeMap<>(), Optional.empty(), Optional.of(reason), Optional.empty());
  }

  /** Whether there is anything to tell of this benchmark. */
  boolean explains() {
    return !recordings.isEmpty() || !ledger.isEmpty() || causes.isPresent() || profile.isPresent();
  }

  /** What two ledgers say, without recordings. */
  public static Evidence of(LedgerComparison comparison) {
    double wall = comparison.changes().stream().mapToDouble(CauseChange::baselineMicros).sum();
    TreeMap<String, Double> shares = new TreeMap<>();
    for (CauseChange change : comparison.changes()) {
      shares.put(change.cause().label(), change.micros() / wall);
    }
    return new Evidence(
        List.of(), shares, Optional.of(comparison), Optional.empty(), Optional.empty());
  }

  /**
   * One recording and what stands out in it.
   *
   * @param file where it lies
   * @param hottest where processors were busy, hottest first
   * @param longest what threads waited for, longest first
   */
  public record Recording(String file, List<HotStack> hottest, List<Wait> longest) {
    public Recording {
      hottest = List.copyOf(hottest);
      longest = List.copyOf(longest);
    }
  }

  /**
   * A stack that was seen running.
   *
   * @param share of all samples, within [0, 1]
   * @param frames innermost first
   */
  public record HotStack(double share, List<String> frames) {
    public HotStack {
      frames = List.copyOf(frames);
    }
  }

  /**
   * A place where threads waited.
   *
   * @param kind for example {@code monitor} or {@code socket read}
   * @param on the class or peer waited for, empty when unknown
   * @param totalMillis over all threads
   * @param count how many waits
   * @param frames innermost first
   */
  public record Wait(String kind, String on, double totalMillis, long count, List<String> frames) {
    public Wait {
      frames = List.copyOf(frames);
    }
  }
}
