package tollgate.harness.read;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import tollgate.harness.model.InputException;

/** File faults in words: Java names the class of the fault and leaves the sentence to us. */
public final class FileFaults {

  private FileFaults() {}

  /** The fault as bad input: {@code what}, usually a path, and the reason. */
  public static InputException inputException(Object what, IOException fault) {
    return new InputException(what + ": " + reason(fault), fault);
  }

  /** Why it failed, without the path. */
  public static String reason(IOException fault) {
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
    String told =
        fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
    return told == null ? "cannot be read or written" : told;
  }
}
