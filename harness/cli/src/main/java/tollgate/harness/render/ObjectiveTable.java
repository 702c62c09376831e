package tollgate.harness.render;

import java.util.ArrayList;
import java.util.List;
import tollgate.harness.verdict.ObjectiveCheck;

/** Service-level objectives after a run, a row each. */
public final class ObjectiveTable {

  private ObjectiveTable() {}

  /** The rows, and below those that are not met why, worst first as the checks are. */
  public static String of(List<ObjectiveCheck> checks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("objective", "figure [95% interval]", "needs", "benchmark"));
    for (ObjectiveCheck check : checks) {
      rows.add(
          List.of(
              check.state().label(),
              ObjectiveText.value(check),
              ObjectiveText.rule(check),
              check.key().toString()));
    }
    StringBuilder text = new StringBuilder(TextTable.of(rows));
    for (ObjectiveCheck check : checks) {
      if (check.state() != ObjectiveCheck.State.MET) {
        text.append(check.state().label())
            .append(": ")
            .append(SafeText.isolated(check.key() + " " + check.reason(), 400))
            .append('\n');
      }
    }
    return text.toString();
  }
}
