package tollgate.harness.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import tollgate.harness.read.FileFaults;
import tollgate.harness.render.SafeText;

/** Faults in words. */
final class Failures {

  private Failures() {}

  static String describe(FileSystemException fault) {
    return fault.getFile() + ": " + FileFaults.reason(fault);
  }

  /** What a message quotes may come from a hostile file: no control character reaches a screen. */
  static String oneLine(String message, int longest) {
    return SafeText.visible(message, longest);
  }

  static String stackTrace(Throwable fault) {
    StringWriter text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
