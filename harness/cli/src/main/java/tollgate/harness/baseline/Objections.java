package tollgate.harness.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;

/** Why a run should not become what others are measured against. */
final class Objections {

  /** Above this share of the processors taken by others, scores are theirs as much as ours. */
  static final double MOST_FOREIGN_CPU = 0.10;

  /** Above this share of processor time kept by the host, likewise. */
  static final double MOST_STOLEN_CPU = 0.05;

  private Objections() {}

  /** One clause each; empty when there are none. */
  static List<String> against(Run run) {
    Optional<Environment> environment = run.environment();
    if (environment.isEmpty()) {
      return List.of("there is no environment file beside it");
    }
    List<String> objections = new ArrayList<>();
    if (environment.get().commit().isEmpty()) {
      objections.add("the commit it was built from is unknown");
    }
    if (environment.get().dirty()) {
      objections.add("it was built from a tree with uncommitted changes");
    }
    if (run.warnings().contains(Sessions.BROKEN_OFF)) {
      objections.add(Sessions.BROKEN_OFF);
    }
    Disturbance disturbance = environment.get().disturbance();
    if (disturbance.foreignCpuShare() > MOST_FOREIGN_CPU) {
      objections.add(
          disturbed("other processes took", disturbance.foreignCpuShare(), MOST_FOREIGN_CPU));
    }
    if (disturbance.stealShare() > MOST_STOLEN_CPU) {
      objections.add(disturbed("the host kept", disturbance.stealShare(), MOST_STOLEN_CPU));
    }
    return objections;
  }

  private static String disturbed(String who, double share, double limit) {
    return String.format(
        Locale.ROOT,
        "the machine was disturbed: %s %.0f %% of the processors (limit %.0f %%)",
        who,
        share * 100,
        limit * 100);
  }
}
