package tollgate.harness.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.verdict.CauseChange;
import tollgate.harness.verdict.LedgerComparison;

/** Stacks, waits and ledger of the benchmarks that have them, as plain text. */
final class EvidenceText {

  private static final int LONGEST_LINE = 300;
  private static final int MOST_FRAMES = 8;
  private static final double SMALLEST_SHARE = 0.005;

  private final OptionalInt width;

  EvidenceText(OptionalInt width) {
    this.width = width;
  }

  void write(Document document, Appendable out) throws IOException {
    for (Map.Entry<BenchmarkKey, Evidence> entry : document.evidence().entrySet()) {
      if (!entry.getValue().explains()) {
        continue;
      }
      line(out, "Why " + SafeText.isolated(entry.getKey().toString(), LONGEST_LINE), "");
      write(entry.getValue(), out);
      out.append('\n');
    }
  }

  /** One benchmark's evidence. */
  void write(Evidence evidence, Appendable out) throws IOException {
    if (evidence.causes().isPresent()) {
      causes(evidence.causes().get(), out);
    } else {
      for (Map.Entry<String, Double> cause : evidence.ledger().entrySet()) {
        line(out, cause.getKey() + " " + Figures.percent(cause.getValue()), "  ");
      }
    }
    if (evidence.profile().isPresent()) {
      for (String explained : ExplanationText.lines(evidence.profile().get())) {
        line(out, explained, "  ");
      }
    }
    for (Evidence.Recording recording : evidence.recordings()) {
      line(out, "recording " + SafeText.visible(recording.file(), LONGEST_LINE), "  ");
      hottest(recording.hottest(), out);
      longest(recording.longest(), out);
    }
  }

  private void causes(LedgerComparison comparison, Appendable out) throws IOException {
    line(out, comparison.conclusion(), "  ");
    double wall = comparison.changes().stream().mapToDouble(CauseChange::baselineMicros).sum();
    for (CauseChange change : comparison.changes()) {
      if (Math.abs(change.micros()) >= SMALLEST_SHARE * wall) {
        line(
            out,
            String.format(
                Locale.ROOT,
                "%-14s %s → %s us/op  %s %s",
                change.cause().label(),
                Figures.value(change.baselineMicros()),
                Figures.value(change.candidateMicros()),
                Figures.percent(change.micros() / wall),
                Figures.interval(change.lowMicros() / wall, change.highMicros() / wall)),
            "    ");
      }
    }
    if (comparison.scope() == CauseChange.Scope.WITHIN_ONE_FORK) {
      line(out, "intervals are " + comparison.scope().label() + ": forks differ more", "    ");
    }
    for (String reason : comparison.reasons()) {
      line(out, reason, "    ");
    }
  }

  private void hottest(List<Evidence.HotStack> stacks, Appendable out) throws IOException {
    if (stacks.isEmpty()) {
      line(out, "no stack was sampled", "  ");
      return;
    }
    line(out, "hottest stacks:", "  ");
    for (Evidence.HotStack stack : stacks) {
      String share = String.format(Locale.ROOT, "%5.1f%%  ", stack.share() * 100);
      frames(share, stack.frames(), out);
    }
  }

  private void longest(List<Evidence.Wait> waits, Appendable out) throws IOException {
    if (waits.isEmpty()) {
      line(out, "no wait was recorded", "  ");
      return;
    }
    line(out, "longest waits:", "  ");
    for (Evidence.Wait wait : waits) {
      String title =
          Figures.value(wait.totalMillis())
              + " ms in "
              + wait.count()
              + " × "
              + wait.kind()
              + (wait.on().isEmpty() ? "" : " on " + wait.on());
      line(out, title, "    ");
      frames("        ", wait.frames(), out);
    }
  }

  private void frames(String first, List<String> frames, Appendable out) throws IOException {
    String indent = "    ";
    for (int i = 0; i < Math.min(MOST_FRAMES, frames.size()); i++) {
      line(out, (i == 0 ? first : " ".repeat(first.length())) + frames.get(i), indent);
    }
    if (frames.size() > MOST_FRAMES) {
      String more = "… " + (frames.size() - MOST_FRAMES) + " more";
      line(out, " ".repeat(first.length()) + more, indent);
    }
  }

  private void line(Appendable out, String text, String indent) throws IOException {
    String shown = indent + SafeText.isolated(text, LONGEST_LINE);
    out.append(width.isPresent() ? Wrap.shortened(shown, width.getAsInt()) : shown).append('\n');
  }
}
