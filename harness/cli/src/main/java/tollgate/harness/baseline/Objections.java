package tollgate.harness.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.config.Policy.DisturbanceLimits;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;

/** Why a run should not become what others are measured against. */
final class Objections {

  private Objections() {}

  /** One clause each; empty when there are none. */
  static List<String> against(Run run, DisturbanceLimits limits) {
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
    if (disturbance.foreignCpuShare() > limits.foreignToRecord()) {
      objections.add(
          disturbed(
              "other processes took", disturbance.foreignCpuShare(), limits.foreignToRecord()));
    }
    if (disturbance.stealShare() > limits.stolenToRecord()) {
      objections.add(disturbed("the host kept", disturbance.stealShare(), limits.stolenToRecord()));
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
