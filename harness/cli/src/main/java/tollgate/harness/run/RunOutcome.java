package tollgate.harness.run;

import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param scored how many measurements have scores
 * @param recorded how many measurements have an unscored, recorded fork
 * @param failures benchmarks that failed, one line each
 * @param gaveUp why JMH ended early, one line; empty when it did not
 * @param interrupted whether somebody asked for the end
 */
public record RunOutcome(
    int scored, int recorded, List<String> failures, Optional<String> gaveUp, boolean interrupted) {

  public RunOutcome {
    failures = List.copyOf(failures);
  }

  /** Whether all that was planned has been measured. */
  public boolean complete() {
    return failures.isEmpty() && gaveUp.isEmpty() && !interrupted;
  }
}
