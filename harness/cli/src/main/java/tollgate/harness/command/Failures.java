package tollgate.harness.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import tollgate.harness.render.SafeText;

/** Faults in words. */
final class Failures {

  private Failures() {}

  /** Java names the class of the fault and leaves the sentence to us. */
  static String describe(FileSystemException fault) {
    return fault.getFile() + ": " + reason(fault);
  }

  private static String reason(FileSystemException fault) {
    if (fault instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return "exists already and is not written over";
    }
    if (fault instanceof NotDirectoryException) {
      return "is not a folder";
    }
    if (fault instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    String told = fault.getReason();
    return told == null ? "cannot be read or written" : told;
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
