package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.scaling.LedgerNotes;

/** Where the threads' time went, by cause, on both sides: means over the sessions' ledgers. */
final class LedgerJson {

  private LedgerJson() {}

  /** Writes both sides; an absent side has no amounts. */
  static void write(List<Ledger> baseline, List<Ledger> candidate, ObjectNode target) {
    ArrayNode causes = target.putArray("causes");
    for (Cause cause : Cause.values()) {
      ObjectNode row = causes.addObject();
      row.put("cause", cause.label());
      row.put("meaning", cause.meaning());
      side(baseline, cause, "baseline", row);
      side(candidate, cause, "candidate", row);
    }
    Set<String> notes = new LinkedHashSet<>();
    baseline.forEach(ledger -> notes.addAll(ledger.notes()));
    candidate.forEach(ledger -> notes.addAll(ledger.notes()));
    notes.stream().map(LedgerNotes::meaning).forEach(target.putArray("notes")::add);
  }

  private static void side(List<Ledger> ledgers, Cause cause, String name, ObjectNode row) {
    if (!ledgers.isEmpty()) {
      ObjectNode side = row.putObject(name);
      Numbers.put(side, "micros", mean(ledgers, cause, Ledger.Row::micros));
      Numbers.put(side, "low", mean(ledgers, cause, Ledger.Row::lowMicros));
      Numbers.put(side, "high", mean(ledgers, cause, Ledger.Row::highMicros));
    }
  }

  private static double mean(List<Ledger> ledgers, Cause cause, ToDoubleFunction<Ledger.Row> end) {
    return ledgers.stream()
        .map(ledger -> ledger.rows().getOrDefault(cause, Ledger.Row.exactly(0)))
        .mapToDouble(end)
        .average()
        .orElse(Double.NaN);
  }
}
