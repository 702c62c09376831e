package tollgate.harness.model;

import java.util.List;

/**
 * Who accepted a baseline session, when and why.
 *
 * @param recordedAt ISO-8601 instant in UTC
 * @param recordedBy who ran the command, empty when unknown
 * @param reason in their words, empty when none was given
 * @param commit full commit hash of the measured code, empty when unknown
 * @param measuredAt ISO-8601 instant in UTC at which the run started, empty when unknown
 * @param command what was run, secrets removed
 * @param overridden objections that were overridden by force; empty when there were none
 * @param resultSha256 of the result file as it was recorded
 */
public record Provenance(
    String recordedAt,
    String recordedBy,
    String reason,
    String commit,
    String measuredAt,
    String command,
    List<String> overridden,
    String resultSha256) {

  public Provenance {
    overridden = List.copyOf(overridden);
  }
}
