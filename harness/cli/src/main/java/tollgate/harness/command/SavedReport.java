package tollgate.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** Reads back the report that {@link tollgate.harness.render.JsonRenderer} wrote. */
final class SavedReport {

  private SavedReport() {}

  /** Something that the renderer never writes; the message says what. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  static Report of(JsonNode root) throws Damaged {
    List<Comparison> comparisons = new ArrayList<>();
    for (JsonNode verdict : root.path("verdicts")) {
      comparisons.add(comparison(verdict));
    }
    List<String> warnings = new ArrayList<>();
    root.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return new Report(
        outcome(root.path("outcome").asText()),
        root.path("headline").asText(),
        comparisons,
        shift(root.path("shift")),
        warnings);
  }

  private static Outcome outcome(String name) throws Damaged {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().toLowerCase(Locale.ROOT).equals(name)) {
        return outcome;
      }
    }
    throw new Damaged("no outcome \"" + name + '"');
  }

  private static Comparison comparison(JsonNode node) throws Damaged {
    TreeMap<String, String> params = new TreeMap<>();
    node.path("params")
        .properties()
        .forEach(entry -> params.put(entry.getKey(), entry.getValue().asText()));
    String mode = node.path("mode").asText();
    return new Comparison(
        new BenchmarkKey(
            node.path("benchmark").asText(),
            Mode.ofLabel(mode).orElseThrow(() -> new Damaged("no mode \"" + mode + '"')),
            node.path("threads").asInt(),
            params),
        node.path("metric").asText(),
        Unit.parse(node.path("unit").asText()),
        side(node.path("baseline")),
        side(node.path("candidate")),
        change(node),
        verdict(node.path("verdict").asText(), node.path("reason").asText()));
  }

  private static Optional<Comparison.Side> side(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Comparison.Side(
                number(node.path("value")), node.path("forks").asInt(), node.path("runs").asInt()))
        : Optional.empty();
  }

  private static Optional<Comparison.Change> change(JsonNode node) {
    JsonNode interval = node.path("slowdownInterval");
    return interval.isArray()
        ? Optional.of(
            new Comparison.Change(
                number(node.path("slowdown")),
                number(interval.path(0)),
                number(interval.path(1)),
                number(node.path("p")),
                number(node.path("q")),
                number(node.path("detectable"))))
        : Optional.empty();
  }

  private static Optional<Report.Shift> shift(JsonNode node) throws Damaged {
    JsonNode interval = node.path("slowdownInterval");
    return node.isObject()
        ? Optional.of(
            new Report.Shift(
                number(node.path("slowdown")),
                number(interval.path(0)),
                number(interval.path(1)),
                outcome(node.path("alone").asText("pass")),
                node.path("common").asBoolean(),
                node.path("note").asText()))
        : Optional.empty();
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  private static Verdict verdict(String label, String reason) throws Damaged {
    return switch (label) {
      case "regressed" -> new Verdict.Regressed(reason);
      case "improved" -> new Verdict.Improved(reason);
      case "unchanged" -> new Verdict.Unchanged(reason);
      case "inconclusive" -> new Verdict.Inconclusive(reason);
      case "incomparable" -> new Verdict.Incomparable(reason);
      case "missing" -> new Verdict.Missing(reason);
      case "added" -> new Verdict.Added(reason);
      default -> throw new Damaged("no verdict \"" + label + '"');
    };
  }
}
