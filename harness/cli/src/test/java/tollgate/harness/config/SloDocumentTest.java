package tollgate.harness.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Unit;

/** {@code docs/slo.md} explains each objective of {@code gate.toml}, with its figure. */
class SloDocumentTest {
  private static final Path GATE = Path.of("../../baselines/gate.toml");
  private static final Path DOCUMENT = Path.of("../../docs/slo.md");

  @Test
  void document_always_namesTheObjectivesOfTheGateAndNoOthers() throws IOException {
    List<String> stated = PolicyReader.read(GATE).objectives().stream().map(this::row).toList();

    assertThat(rows()).containsExactlyElementsOf(stated);
  }

  /** The first two columns of the tables' rows. */
  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      return lines
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.split("\\|"))
          .map(cells -> cells[1].strip() + " | " + cells[2].strip())
          .toList();
    }
  }

  private String row(Objective objective) {
    return "`%s` | %s %s %s"
        .formatted(
            objective.match(),
            objective.metric(),
            objective.atMost() ? "≤" : "≥",
            BigDecimal.valueOf(objective.limit()).stripTrailingZeros().toPlainString()
                + objective.unit().map(Unit::text).map(unit -> " " + unit).orElse(""));
  }
}
