package tollgate.probe.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Written once into each recording, so that a file torn from its index still says what it is. */
@Name(MeasuredEvent.NAME)
@Label("Measured benchmark")
@Description("What was measured while this recording ran")
@Category("Tollgate")
@StackTrace(false)
final class MeasuredEvent extends Event {

  static final String NAME = "tollgate.Measured";

  @Label("Benchmark")
  String benchmark = "";

  @Label("Mode")
  String mode = "";

  @Label("Parameters as a JSON object")
  String params = "";

  @Label("Threads")
  int threads;

  @Label("Fork")
  int fork;

  @Label("Operations in the measured iterations")
  long operations;
}
