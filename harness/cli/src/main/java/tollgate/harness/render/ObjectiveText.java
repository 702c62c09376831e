package tollgate.harness.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tollgate.harness.verdict.ObjectiveCheck;

/** Service-level objectives as people read them. */
final class ObjectiveText {
  private static final int LONGEST = 200;

  private ObjectiveText() {}

  /** {@code response.p95 ≤ 50.00 ms/op}; not yet fit to be shown. */
  static String rule(ObjectiveCheck check) {
    return check.metric()
        + (check.atMost() ? " ≤ " : " ≥ ")
        + Figures.value(check.limit())
        + " "
        + check.unit();
  }

  /** {@code 12.10 [11.20, 13.00]}. */
  static String value(ObjectiveCheck check) {
    String value = Figures.value(check.value());
    return check.low() == check.high() || Double.isNaN(check.value())
        ? value
        : value + " [" + Figures.value(check.low()) + ", " + Figures.value(check.high()) + "]";
  }

  /** Lines of a terminal, one for each. */
  static void write(List<ObjectiveCheck> checks, Appendable out) throws IOException {
    if (checks.isEmpty()) {
      return;
    }
    for (ObjectiveCheck check : checks) {
      out.append(
          String.format(
              Locale.ROOT,
              "objective %-8s  %s: %s, needs %s%s\n",
              check.state().label(),
              SafeText.isolated(check.key().toString(), LONGEST),
              value(check),
              SafeText.isolated(rule(check), LONGEST),
              check.state() == ObjectiveCheck.State.VOID
                  ? " (" + SafeText.isolated(check.reason(), LONGEST) + ")"
                  : ""));
    }
    out.append('\n');
  }

  /** Rows of a Markdown table. */
  static String markdown(ObjectiveCheck check) {
    String state = check.state().label();
    boolean loud = check.state() == ObjectiveCheck.State.VIOLATED;
    return String.join(
            " | ",
            "| " + (loud ? "**" + state + "**" : state),
            Markdown.code(check.key().toString(), LONGEST),
            Markdown.text(rule(check), LONGEST),
            Markdown.text(value(check), LONGEST))
        + " |\n";
  }
}
