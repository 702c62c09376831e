package tollgate.harness.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.Spending;

/** An explanation as lines of plain text. */
public final class ExplanationText {

  private static final double NANOS_PER_MICRO = 1e3;

  /** A handful of forks shows no smaller probability, whatever the formula says. */
  private static final double SMALLEST_Q = 0.001;

  private ExplanationText() {}

  /** A title and one line per claim; one line that says so when there is none. */
  public static List<String> lines(Explanation explanation) {
    String per = explanation.perOperation() ? "op" : "s";
    List<String> lines = new ArrayList<>();
    if (explanation.claims().isEmpty()) {
      lines.add(
          "Nothing in the recordings grew by more than forks of the same code "
              + (explanation.spreadKnown() ? "differ by." : "usually differ by."));
      return lines;
    }
    lines.add(
        "What the candidate spends more on, most first"
            + (explanation.spreadKnown()
                ? ":"
                : " (one fork a side, so these are hints; more forks make them sure):"));
    for (Explanation.Claim claim : explanation.claims()) {
      lines.add("  " + line(claim, per));
    }
    return lines;
  }

  private static String line(Explanation.Claim claim, String per) {
    boolean time = claim.spending().isTime();
    double unit = time ? NANOS_PER_MICRO : 1;
    return who(claim)
        + ": "
        + claim.spending().label()
        + " "
        + Figures.value(claim.baseline() / unit)
        + " → "
        + Figures.value(claim.candidate() / unit)
        + (time ? " us/" : " B/")
        + per
        + where(claim)
        + (claim.q() < SMALLEST_Q
            ? " (q < " + SMALLEST_Q + ")"
            : String.format(Locale.ROOT, " (q = %.2g)", claim.q()));
  }

  private static String who(Explanation.Claim claim) {
    return claim
        .method()
        .map(method -> method + (claim.spending() == Spending.GC ? ", which allocates more" : ""))
        .orElse(
            claim.spending() == Spending.GC
                ? "collector or heap settings, as no method allocates more"
                : "no single method");
  }

  private static String where(Explanation.Claim claim) {
    StringBuilder where = new StringBuilder();
    claim.at().ifPresent(at -> where.append(", in ").append(at));
    if (!claim.on().isEmpty()) {
      where
          .append(claim.spending() == Spending.ALLOCATION ? ", of " : ", on ")
          .append(type(claim.on()));
    }
    return where.toString();
  }

  /** {@code byte[]} for the JVM's {@code [B}; everything else as it is. */
  private static String type(String name) {
    int dimensions = name.lastIndexOf('[') + 1;
    if (dimensions == 0 || dimensions == name.length()) {
      return name;
    }
    String element =
        switch (name.charAt(dimensions)) {
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'D' -> "double";
          case 'F' -> "float";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'S' -> "short";
          case 'Z' -> "boolean";
          default -> name.substring(dimensions + 1).replace(";", "");
        };
    return element + "[]".repeat(dimensions);
  }
}
