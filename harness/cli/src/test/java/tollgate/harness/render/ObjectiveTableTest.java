package tollgate.harness.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.ObjectiveCheck;

class ObjectiveTableTest {

  @Test
  void of_metAndVoid_hasARowEachAndSaysWhyOneIsNotMet() {
    String table =
        ObjectiveTable.of(
            List.of(
                check(ObjectiveCheck.State.VOID, "open-loop rate not reached"),
                check(ObjectiveCheck.State.MET, "keeps it")));

    assertThat(table.lines())
        .hasSize(4)
        .element(0)
        .asString()
        .matches("objective +figure \\[95% interval] +needs +benchmark");
    assertThat(table)
        .contains("12.10 [11.20, 13.00]", "response.p95 ≤ 50.00 ms/op", "Site.load")
        .containsPattern("(?m)^void: .*Site.load.* open-loop rate not reached$")
        .doesNotContain("keeps it");
  }

  private static ObjectiveCheck check(ObjectiveCheck.State state, String reason) {
    return new ObjectiveCheck(
        new BenchmarkKey("org.example.Site.load", Mode.SINGLE_SHOT, 10, Map.of()),
        "response.p95",
        Unit.parse("ms/op"),
        12.1,
        11.2,
        13,
        50,
        true,
        state,
        reason);
  }
}
