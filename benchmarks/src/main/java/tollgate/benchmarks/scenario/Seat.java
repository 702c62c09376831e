package tollgate.benchmarks.scenario;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/** One JMH thread's place on the {@link Stage}. */
@State(Scope.Thread)
public class Seat {
  private int index;

  /**
   * Called by JMH.
   *
   * @param thread of this trial
   */
  @Setup
  public void take(ThreadParams thread) {
    index = thread.getThreadIndex();
  }

  /**
   * Called by JMH after each shot.
   *
   * @param stage of this trial
   * @throws Exception when what the shot left is wrong
   */
  @TearDown(Level.Iteration)
  public void leaveShot(Stage stage) throws Exception {
    stage.leaveShot();
  }

  /**
   * Called by JMH after the last shot.
   *
   * @param stage of this trial
   * @throws Exception when something cannot be cleared up
   */
  @TearDown
  public void leaveTrial(Stage stage) throws Exception {
    stage.leaveTrial();
  }

  int index() {
    return index;
  }
}
