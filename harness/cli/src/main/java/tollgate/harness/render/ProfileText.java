package tollgate.harness.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeMap;
import tollgate.harness.model.Frame;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.ProfileSummary;

/** Profiles as plain text. */
public final class ProfileText {

  private final OptionalInt width;
  private final Appendable out;

  /**
   * A renderer.
   *
   * @param width columns to stay within; empty for no limit
   * @param out what is written to
   */
  public ProfileText(OptionalInt width, Appendable out) {
    this.width = width;
    this.out = out;
  }

  /** One recording. */
  public void write(ProfileSummary summary) throws IOException {
    line(summary.benchmark().map(Object::toString).orElse("no benchmark of Tollgate's recording"));
    line(
        String.format(
            Locale.ROOT,
            "%.1f s recorded, %d CPU samples%s",
            summary.seconds(),
            summary.samples(),
            summary.operations() > 0 ? ", " + summary.operations() + " operations" : ""));
    warnings(summary.warnings());
    out.append('\n');
    new EvidenceText(width)
        .write(new Evidence(List.of(ProfileEvidence.of(summary)), new TreeMap<>()), out);
    hot("hottest methods, themselves:", summary.methods());
    hot("most bytes allocated by:", summary.allocations());
  }

  private void hot(String title, List<ProfileSummary.Hot> places) throws IOException {
    if (places.isEmpty()) {
      return;
    }
    line("  " + title);
    for (ProfileSummary.Hot place : places) {
      line(
          String.format(Locale.ROOT, "    %5.1f%%  %s", place.share() * 100, name(place.frames())));
    }
  }

  private static String name(List<Frame> frames) {
    return frames.get(0) + (frames.size() > 1 ? " called by " + frames.get(1) : "");
  }

  /** Two recordings. */
  public void write(ProfileDifference difference) throws IOException {
    String per = difference.perOperation() ? "million operations" : "second";
    out.append('\n');
    for (String explained : ExplanationText.lines(difference.explanation())) {
      line(explained);
    }
    out.append('\n');
    line("What changed, most first (a method with all it calls):");
    changes("CPU samples per " + per, difference.cpu());
    changes("ms waited per " + per, difference.waits());
    warnings(difference.warnings());
  }

  private void changes(String title, List<ProfileDifference.Change> changes) throws IOException {
    line("  " + title + ": baseline -> candidate");
    if (changes.isEmpty()) {
      line("    nothing on either side");
    }
    for (ProfileDifference.Change change : changes) {
      line(
          "    "
              + Figures.value(change.baseline())
              + " -> "
              + Figures.value(change.candidate())
              + (Double.isNaN(change.z())
                  ? ""
                  : String.format(Locale.ROOT, " (%+.1f standard errors)", change.z()))
              + spread(change)
              + "  "
              + change.frame());
    }
  }

  private static String spread(ProfileDifference.Change change) {
    if (Double.isNaN(change.q())) {
      return "";
    }
    return change.isClear()
        ? String.format(Locale.ROOT, " (clear, q = %.2g)", change.q())
        : " (forks of one side differ as much)";
  }

  private void warnings(List<String> warnings) throws IOException {
    for (String warning : warnings) {
      line("note: " + warning);
    }
  }

  private void line(String text) throws IOException {
    String shown = SafeText.isolated(text, 1000);
    out.append(width.isPresent() ? Wrap.shortened(shown, width.getAsInt()) : shown).append('\n');
  }
}
