package tollgate.harness.command;

import java.util.List;
import picocli.CommandLine.Option;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.model.Run;
import tollgate.harness.verdict.Recorded;

/** Whether recorded sessions tell how far two single ones may differ. */
final class ByForks {

  @Option(
      names = "--by-forks",
      description = {
        "Judges one session a side by its forks alone, whatever is recorded: for two that were",
        "measured in turn."
      })
  private boolean chosen;

  Recorded orBeside(BaselineStore store, List<Run> before, List<Run> after) {
    return chosen ? Recorded.NOTHING : RecordedSessions.beside(store, before, after);
  }
}
