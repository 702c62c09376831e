import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.ScalingReport;

/** Three claims about agent platforms, decided on intervals. */
final class Claims {

  private final Page page;

  Claims(Page page) {
    this.page = page;
  }

  void write(Evidence evidence) {
    page.line("## Three claims about agent platforms");
    page.line("");
    Answer<ScalingReport> gil = evidence.interpreter("GIL");
    new LossClaim(page).write(evidence.patterns(), evidence.unknown(), gil);
    new LockClaim(page).write(gil, evidence.interpreter("FREE"));
    new QueueClaim(page, evidence).write();
  }
}
