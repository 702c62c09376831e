package tollgate.harness.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tollgate.harness.model.Frame;

/**
 * Leaves of a stack what somebody wrote. Frames that the JVM or JMH generated differ from run to
 * run and say nothing: numbered lambda classes, method handles, reflection, JMH's loops.
 */
public final class Folding {

  /** Stands for what JMH does between two calls of a benchmark. */
  static final Frame JMH_LOOP = new Frame("", "(JMH measurement loop)");

  private static final Pattern GENERATED_BY_JMH = Pattern.compile("(.*\\.)?jmh_generated\\..*");
  private static final Pattern STUB = Pattern.compile(".*_jmhStub");
  private static final Pattern HIDDEN_BY_JVM =
      Pattern.compile(
          "java\\.lang\\.invoke\\.(LambdaForm|DirectMethodHandle|Invokers|BoundMethodHandle"
              + "|VarHandleGuards|VarHandle\\w+).*"
              + "|(jdk\\.internal|sun)\\.reflect\\.(Generated|Native|Direct|Delegating).*Accessor.*"
              + "|java\\.lang\\.reflect\\.(Method|Constructor)");
  private static final Pattern LAMBDA_CLASS = Pattern.compile(".*\\$\\$Lambda.*");
  private static final Pattern LAMBDA_METHOD = Pattern.compile("lambda\\$(\\w+)\\$\\d+");
  private static final Pattern GENERATED_SUFFIX =
      Pattern.compile("(\\$\\$(EnhancerBy|FastClassBy|SpringCGLIB)[^.]*|/0x[0-9a-f]+)");

  private Folding() {}

  /**
   * The frames from where the work happens out to the benchmark method.
   *
   * @param frames innermost first
   * @return innermost first; {@link #JMH_LOOP} alone for JMH's own work; empty for no frames
   */
  public static List<Frame> fold(List<Frame> frames) {
    List<Frame> folded = new ArrayList<>();
    for (Frame frame : frames) {
      if (GENERATED_BY_JMH.matcher(frame.type()).matches()) {
        boolean measured = STUB.matcher(frame.method()).matches();
        return !measured || folded.stream().allMatch(Folding::isJmh)
            ? List.of(JMH_LOOP)
            : List.copyOf(folded);
      }
      if (isWritten(frame)) {
        Frame plain = plain(frame);
        // A lambda folds into the method that holds it, which is often its caller too.
        if (folded.isEmpty() || !folded.get(folded.size() - 1).equals(plain)) {
          folded.add(plain);
        }
      }
    }
    return List.copyOf(folded);
  }

  /** Whether a stack is inside a call of a benchmark, not in JMH's own waiting. */
  static boolean isInBenchmark(List<Frame> frames) {
    return frames.stream()
        .anyMatch(
            frame ->
                STUB.matcher(frame.method()).matches()
                    && GENERATED_BY_JMH.matcher(frame.type()).matches());
  }

  /** Whether a stack is the flight recorder at work on itself. */
  static boolean isRecorder(List<Frame> frames) {
    return frames.stream().anyMatch(frame -> frame.type().startsWith("jdk.jfr."));
  }

  /** Whether a stack is JMH's own, outside the code it generated around the benchmark. */
  static boolean isHarness(List<Frame> frames) {
    return frames.stream().anyMatch(frame -> frame.type().startsWith("org.openjdk.jmh.runner."))
        && frames.stream().noneMatch(frame -> GENERATED_BY_JMH.matcher(frame.type()).matches());
  }

  /** JMH's loop calls its black holes beside the benchmark. */
  private static boolean isJmh(Frame frame) {
    return frame.type().startsWith("org.openjdk.jmh.");
  }

  private static boolean isWritten(Frame frame) {
    return !HIDDEN_BY_JVM.matcher(frame.type()).matches()
        && !LAMBDA_CLASS.matcher(frame.type()).matches();
  }

  private static Frame plain(Frame frame) {
    return new Frame(
        GENERATED_SUFFIX.matcher(frame.type()).replaceAll(""),
        LAMBDA_METHOD.matcher(frame.method()).replaceAll("$1"));
  }
}
