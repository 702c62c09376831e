package tollgate.probe.ledger;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One reading of the machine's clocks: who had the processors. */
@Name(HostSnapshot.NAME)
@Label("Host Snapshot")
@Description("Processor time of the machine and of this process")
@Category("Tollgate")
@Enabled(false)
@StackTrace(false)
final class HostSnapshot extends Event {

  static final String NAME = "tollgate.HostSnapshot";

  @Label("Measurement Iteration")
  int iteration;

  @Label("Monotonic Clock, ns")
  long nanos;

  @Label("Processors")
  int processors;

  @Label("Busy Processor Time of the Machine, ns, -1 when unknown")
  long hostBusyNanos;

  @Label("Processor Time of this Process, ns")
  long processNanos;
}
