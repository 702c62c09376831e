package tollgate.probe.ledger;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One reading of one worker's clocks. Its start time is when they were read. */
@Name(WorkerSnapshot.NAME)
@Label("Worker Snapshot")
@Description("Clocks of one JMH worker thread near an end of the measured loop")
@Category("Tollgate")
@Enabled(false)
@StackTrace(false)
final class WorkerSnapshot extends Event {

  static final String NAME = "tollgate.WorkerSnapshot";

  @Label("Measurement Iteration")
  int iteration;

  @Label("Java Thread Id")
  long worker;

  @Label("Monotonic Clock, ns")
  long nanos;

  @Label("Thread CPU Time, ns")
  long cpuNanos;

  @Label("Run Queue Time, ns")
  long runQueueNanos;

  @Label("Involuntary Switches")
  long involuntarySwitches;

  @Label("Allocated Bytes, -1 when unknown")
  long allocatedBytes;
}
