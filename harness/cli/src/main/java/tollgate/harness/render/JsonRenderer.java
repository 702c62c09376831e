package tollgate.harness.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Cause;
import tollgate.harness.verdict.CauseChange;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.LedgerComparison;
import tollgate.harness.verdict.ObjectiveCheck;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;

/**
 * The report for programs, schema 1. Fields are only ever added. Numbers JSON has no word for (NaN,
 * infinities) are {@code null}.
 */
public final class JsonRenderer implements Renderer {

  private static final int SCHEMA = 1;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Override
  public void render(Document document, Appendable out) throws IOException {
    if (out instanceof Writer writer) {
      write(document, writer);
    } else {
      StringWriter text = new StringWriter();
      write(document, text);
      out.append(text.getBuffer());
    }
  }

  private static void write(Document document, Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n")));
      new Body(json, document).write();
    }
    out.append('\n');
  }

  /** One document on its way out. */
  private record Body(JsonGenerator json, Document document) {

    void write() throws IOException {
      Report report = document.report();
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("outcome", outcome(report.outcome()));
      json.writeObjectFieldStart("summary");
      for (Map.Entry<String, Integer> entry : Tally.of(report).entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("verdicts");
      for (Comparison comparison : report.comparisons()) {
        verdict(comparison);
      }
      json.writeEndArray();
      json.writeStringField("headline", report.headline());
      shift(report.shift());
      texts("warnings", report.warnings());
      texts("baselineSources", document.baseline());
      texts("candidateSources", document.candidate());
      objectives(report.objectives());
      json.writeEndObject();
    }

    /** Absent where no objective was set: whoever reads it can tell that from "all met". */
    private void objectives(List<ObjectiveCheck> checks) throws IOException {
      if (checks.isEmpty()) {
        return;
      }
      json.writeArrayFieldStart("objectives");
      for (ObjectiveCheck check : checks) {
        json.writeStartObject();
        key(check.key());
        json.writeStringField("metric", check.metric());
        json.writeStringField("unit", check.unit().text());
        number("value", Optional.of(check.value()));
        json.writeArrayFieldStart("interval");
        number(check.low());
        number(check.high());
        json.writeEndArray();
        json.writeStringField("bound", check.atMost() ? "at most" : "at least");
        number("limit", Optional.of(check.limit()));
        json.writeStringField("state", check.state().label());
        json.writeStringField("reason", check.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private void key(BenchmarkKey key) throws IOException {
      json.writeStringField("benchmark", key.benchmark());
      json.writeStringField("mode", key.mode().label());
      json.writeNumberField("threads", key.threads());
      json.writeObjectFieldStart("params");
      for (Map.Entry<String, String> entry : key.params().entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }

    private static String outcome(Outcome outcome) {
      return switch (outcome) {
        case PASS -> "pass";
        case REGRESSION -> "regression";
        case UNDECIDED -> "undecided";
      };
    }

    private void verdict(Comparison comparison) throws IOException {
      json.writeStartObject();
      key(comparison.key());
      json.writeStringField("metric", comparison.metric());
      json.writeStringField("unit", comparison.unit().text());
      side("baseline", comparison.baseline());
      side("candidate", comparison.candidate());
      change(comparison.change());
      json.writeStringField("verdict", comparison.verdict().label());
      json.writeStringField("reason", comparison.verdict().reason());
      evidence(document.evidenceOf(comparison.key()));
      number("detectable", comparison.change().map(Comparison.Change::detectable));
      json.writeEndObject();
    }

    private void side(String name, Optional<Comparison.Side> side) throws IOException {
      if (side.isEmpty()) {
        json.writeNullField(name);
        return;
      }
      json.writeObjectFieldStart(name);
      number("value", Optional.of(side.get().value()));
      json.writeNumberField("forks", side.get().forks());
      json.writeNumberField("runs", side.get().runs());
      json.writeEndObject();
    }

    private void change(Optional<Comparison.Change> change) throws IOException {
      number("slowdown", change.map(Comparison.Change::slowdown));
      if (change.isEmpty()) {
        json.writeNullField("slowdownInterval");
      } else {
        json.writeArrayFieldStart("slowdownInterval");
        number(change.get().low());
        number(change.get().high());
        json.writeEndArray();
      }
      number("p", change.map(Comparison.Change::p));
      number("q", change.map(Comparison.Change::q));
    }

    private void evidence(Optional<Evidence> evidence) throws IOException {
      json.writeObjectFieldStart("ledger");
      if (evidence.isPresent()) {
        for (Map.Entry<String, Double> entry : evidence.get().ledger().entrySet()) {
          number(entry.getKey(), Optional.of(entry.getValue()));
        }
      }
      json.writeEndObject();
      Optional<LedgerComparison> causes = evidence.flatMap(Evidence::causes);
      text("ledgerCause", causes.flatMap(LedgerComparison::named).map(Cause::label));
      text("ledgerConclusion", causes.map(LedgerComparison::conclusion));
      json.writeObjectFieldStart("ledgerIntervals");
      if (causes.isPresent()) {
        intervals(causes.get());
      }
      json.writeEndObject();
      text("ledgerScope", causes.map(comparison -> comparison.scope().label()));
      texts("ledgerReasons", reasons(evidence));
      json.writeArrayFieldStart("profiles");
      if (evidence.isPresent()) {
        for (Evidence.Recording recording : evidence.get().recordings()) {
          profile(recording);
        }
      }
      json.writeEndArray();
      texts(
          "explanation",
          evidence.flatMap(Evidence::profile).map(ExplanationText::lines).orElse(List.of()));
    }

    /** By cause, as shares of the baseline's time per operation, as the shares themselves. */
    private void intervals(LedgerComparison causes) throws IOException {
      double wall = causes.changes().stream().mapToDouble(CauseChange::baselineMicros).sum();
      for (CauseChange change : causes.changes()) {
        json.writeArrayFieldStart(change.cause().label());
        number(change.lowMicros() / wall);
        number(change.highMicros() / wall);
        json.writeEndArray();
      }
    }

    private static List<String> reasons(Optional<Evidence> evidence) {
      List<String> reasons = new ArrayList<>();
      evidence.flatMap(Evidence::causes).ifPresent(causes -> reasons.addAll(causes.reasons()));
      evidence.flatMap(Evidence::withoutLedger).ifPresent(reasons::add);
      return reasons;
    }

    private void profile(Evidence.Recording recording) throws IOException {
      json.writeStartObject();
      json.writeStringField("file", recording.file());
      json.writeArrayFieldStart("hottest");
      for (Evidence.HotStack stack : recording.hottest()) {
        json.writeStartObject();
        number("share", Optional.of(stack.share()));
        texts("frames", stack.frames());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("waits");
      for (Evidence.Wait wait : recording.longest()) {
        json.writeStartObject();
        json.writeStringField("kind", wait.kind());
        json.writeStringField("on", wait.on());
        number("totalMillis", Optional.of(wait.totalMillis()));
        json.writeNumberField("count", wait.count());
        texts("frames", wait.frames());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private void shift(Optional<Report.Shift> shift) throws IOException {
      if (shift.isEmpty()) {
        json.writeNullField("shift");
        return;
      }
      json.writeObjectFieldStart("shift");
      number("slowdown", Optional.of(shift.get().slowdown()));
      json.writeArrayFieldStart("slowdownInterval");
      number(shift.get().low());
      number(shift.get().high());
      json.writeEndArray();
      json.writeBooleanField("common", shift.get().common());
      json.writeStringField("alone", outcome(shift.get().alone()));
      json.writeStringField("note", shift.get().note());
      json.writeEndObject();
    }

    private void text(String name, Optional<String> text) throws IOException {
      if (text.isPresent()) {
        json.writeStringField(name, text.get());
      } else {
        json.writeNullField(name);
      }
    }

    private void texts(String name, List<String> texts) throws IOException {
      json.writeArrayFieldStart(name);
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    }

    private void number(String name, Optional<Double> value) throws IOException {
      json.writeFieldName(name);
      number(value.orElse(Double.NaN));
    }

    private void number(double value) throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
