import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.SweepId;

/** Three claims about agent platforms, decided on intervals. */
final class Claims {

  private final Page page;

  Claims(Page page) {
    this.page = page;
  }

  void write(List<ScalingReport> patterns, List<ScalingReport> all, Map<SweepId, Sweep> sweeps) {
    page.line("## Three claims about agent platforms");
    page.line("");
    Optional<ScalingReport> gil = interpreter(all, "GIL");
    Optional<ScalingReport> free = interpreter(all, "FREE");
    new LossClaim(page).write(patterns, gil);
    if (gil.isPresent() && free.isPresent()) {
      new LockClaim(page).write(gil.get(), free.get());
    }
    new QueueClaim(page, sweeps).write(patterns);
  }

  private static Optional<ScalingReport> interpreter(List<ScalingReport> all, String runtime) {
    return all.stream()
        .filter(report -> report.id().benchmark().contains("Interpreter") && runtime.equals(report.id().params().get("runtime")))
        .findFirst();
  }
}
