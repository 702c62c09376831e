package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Result;
import tollgate.harness.model.Unit;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.render.Evidence;
import tollgate.harness.render.ExplanationText;
import tollgate.harness.report.SideJson.Measured;
import tollgate.harness.verdict.LedgerComparison;

/** What is known of each benchmark: samples, metrics, ledgers, flame graphs. */
final class BenchmarksJson {

  /** More single scores than this make a page of several megabytes; the forks' means are kept. */
  private static final int MOST_ITERATIONS = 120_000;

  /** Characters that flame graphs may take of a page. */
  private static final int MOST_FLAME_TEXT = 1_500_000;

  private final ReportPage page;
  private final Names names = new Names();
  private final boolean iterations;

  BenchmarksJson(ReportPage page) {
    this.page = page;
    this.iterations = iterations(page) <= MOST_ITERATIONS;
  }

  private static long iterations(ReportPage page) {
    return BenchmarkData.of(page.baseline().runs(), page.candidate().runs()).values().stream()
        .flatMap(sides -> Stream.of(sides.baseline(), sides.candidate()))
        .flatMap(List::stream)
        .mapToLong(found -> found.result().primary().samples().size())
        .sum();
  }

  /** Writes {@code benchmarks}, {@code names}; adds to {@code notes} what had to be left out. */
  void write(ObjectNode target, ArrayNode notes) {
    ArrayNode benchmarks = target.putArray("benchmarks");
    Map<BenchmarkKey, ArrayNode> flames = flames(notes);
    for (Map.Entry<BenchmarkKey, BenchmarkData.Sides> entry :
        BenchmarkData.of(page.baseline().runs(), page.candidate().runs()).entrySet()) {
      ObjectNode node = benchmarks.addObject();
      benchmark(entry.getKey(), entry.getValue(), node);
      Optional.ofNullable(flames.get(entry.getKey())).ifPresent(all -> node.set("flames", all));
    }
    names.writeTo(target.putArray("names"));
    if (!iterations) {
      notes.add(
          "more than "
              + MOST_ITERATIONS
              + " single scores: the page shows the means of the forks only");
    }
  }

  private void benchmark(BenchmarkKey key, BenchmarkData.Sides sides, ObjectNode node) {
    node.put("benchmark", key.benchmark());
    node.put("mode", key.mode().label());
    node.put("threads", key.threads());
    ObjectNode params = node.putObject("params");
    key.params().forEach(params::put);
    Result result = sides.any();
    Unit unit = result.primary().unit();
    node.put("unit", unit.text());
    node.put("higherIsBetter", result.primary().direction() == Direction.HIGHER_IS_BETTER);
    side(sides.baseline(), unit, "baseline", node);
    side(sides.candidate(), unit, "candidate", node);
    MetricsJson.write(sides, node.putArray("metrics"));
    ledger(key, node);
    page.comparison()
        .flatMap(document -> document.evidenceOf(key))
        .flatMap(Evidence::profile)
        .ifPresent(
            profile -> ExplanationText.lines(profile).forEach(node.withArray("explanation")::add));
    ArrayNode commands = node.putArray("commands");
    BenchmarkCommands.of(key, page)
        .forEach(
            command ->
                commands.addObject().put("purpose", command.purpose()).put("line", command.line()));
  }

  private void side(List<BenchmarkData.Found> found, Unit unit, String name, ObjectNode node) {
    if (!found.isEmpty()) {
      List<Measured> measured =
          found.stream().map(one -> new Measured(one.session(), one.result().primary())).toList();
      SideJson.write(measured, unit, iterations, node.putObject(name));
    }
  }

  private void ledger(BenchmarkKey key, ObjectNode node) {
    List<Ledger> before = page.baseline().ledgers().getOrDefault(key, List.of());
    List<Ledger> after = page.candidate().ledgers().getOrDefault(key, List.of());
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    ObjectNode ledger = node.putObject("ledger");
    LedgerJson.write(before, after, ledger);
    page.comparison()
        .flatMap(document -> document.evidenceOf(key))
        .ifPresent(evidence -> conclude(evidence, ledger));
  }

  private static void conclude(Evidence evidence, ObjectNode ledger) {
    evidence
        .causes()
        .map(LedgerComparison::conclusion)
        .or(evidence::withoutLedger)
        .ifPresent(conclusion -> ledger.put("conclusion", conclusion));
    evidence
        .causes()
        .map(LedgerComparison::reasons)
        .ifPresent(reasons -> reasons.forEach(ledger.withArray("notes")::add));
  }

  private Map<BenchmarkKey, ArrayNode> flames(ArrayNode notes) {
    Map<BenchmarkKey, ArrayNode> written = new TreeMap<>();
    List<BenchmarkKey> left = new ArrayList<>();
    int text = 0;
    for (Map.Entry<BenchmarkKey, List<FlameGraph>> entry : page.flames().entrySet()) {
      if (text > MOST_FLAME_TEXT) {
        left.add(entry.getKey());
        continue;
      }
      ArrayNode graphs = JsonNodeFactory.instance.arrayNode();
      entry.getValue().stream()
          .filter(graph -> !graph.isEmpty())
          .forEach(graph -> FlameJson.write(graph, names, graphs.addObject()));
      if (!graphs.isEmpty()) {
        text += graphs.toString().length();
        written.put(entry.getKey(), graphs);
      }
    }
    if (!left.isEmpty()) {
      notes.add(
          "the flame graphs of "
              + left.size()
              + " benchmarks are left out to keep the page small, for example "
              + left.get(0)
              + ": tollgate profile shows them");
    }
    return written;
  }
}
