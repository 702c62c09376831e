package tollgate.harness.command;

import java.util.OptionalInt;
import tollgate.harness.run.Progress;

/** Progress on standard error. */
final class ProgressLine {

  private ProgressLine() {}

  /** Rewritten in place when both outputs are one terminal, else a line per step. */
  static Progress on(Console console) {
    return new Progress(
        text -> {
          console.err().print(text);
          console.err().flush();
        },
        Terminal.errorIsTerminal() ? console.width() : OptionalInt.empty(),
        System::nanoTime);
  }
}
