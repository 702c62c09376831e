package tollgate.harness.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.probe.environment.Redaction;

/** What was run and how it ended, for those who find the folder later: {@code run.json}. */
final class RunRecord {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunPlan plan;
  private final List<Invocation> invocations;
  private final Instant startedAt;

  RunRecord(RunPlan plan, List<Invocation> invocations, Instant startedAt) {
    this.plan = plan;
    this.invocations = List.copyOf(invocations);
    this.startedAt = startedAt;
  }

  /**
   * Writes the record.
   *
   * @param outcome empty while the run goes on
   */
  void write(RunFolder folder, Optional<RunOutcome> outcome, Instant now) throws IOException {
    ObjectNode record = JSON.createObjectNode();
    record.put("schema", 1);
    record.put("jar", plan.jar().path().toString());
    record.put("java", plan.java().toString());
    record.put("effort", plan.effort().name().toLowerCase(Locale.ROOT));
    plan.threads().forEach(record.putArray("threads")::add);
    plan.includes().forEach(record.putArray("include")::add);
    plan.jmhArguments().stream()
        .map(Redaction::redact)
        .forEach(record.putArray("jmhArguments")::add);
    record.put("startedAt", startedAt.toString());
    ArrayNode commands = record.putArray("invocations");
    for (Invocation invocation : invocations) {
      ObjectNode entry = commands.addObject();
      entry.put("label", invocation.label());
      entry.put("scored", invocation.scored());
      entry.put("purpose", invocation.purpose().name().toLowerCase(Locale.ROOT));
      invocation.command().stream().map(Redaction::redact).forEach(entry.putArray("command")::add);
    }
    outcome.ifPresent(
        ended -> {
          record.put("endedAt", now.toString());
          record.put("complete", ended.complete());
          record.put("interrupted", ended.interrupted());
          record.put("scored", ended.scored());
          record.put("recorded", ended.recorded());
          ended.failures().forEach(record.putArray("failures")::add);
          ended.gaveUp().ifPresent(why -> record.put("gaveUp", why));
        });
    ResultParts.write(record, folder.record());
  }
}
