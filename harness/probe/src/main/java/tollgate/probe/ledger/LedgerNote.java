package tollgate.probe.ledger;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What the instruments inside the fork could not do. */
@Name(LedgerNote.NAME)
@Label("Ledger Note")
@Description("Why this fork has no ledger")
@Category("Tollgate")
@Enabled(false)
@StackTrace(false)
final class LedgerNote extends Event {

  static final String NAME = "tollgate.LedgerNote";

  @Label("Failure")
  String failure = "";

  static void write(Failure failure) {
    LedgerNote note = new LedgerNote();
    note.failure = failure.label();
    note.commit();
  }
}
