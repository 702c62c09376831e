package tollgate.probe.recording;

import java.nio.file.Path;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * What stands behind the colon of {@code -prof tollgate.probe.recording.RecordingProfiler:…}.
 *
 * @param directory where recordings and their index go
 * @param maxMegabytes size limit of one recording; the oldest part is dropped beyond it
 * @param stackDepth frames kept per stack
 */
record RecordingOptions(Path directory, int maxMegabytes, int stackDepth) {

  static final String HELP =
      "options, separated by ';': dir=DIRECTORY (default: the working directory),"
          + " maxsize=MEGABYTES (default 64), stackdepth=FRAMES (default 128)";

  /**
   * Reads {@code dir=…;maxsize=…;stackdepth=…}; every part may be absent.
   *
   * @throws ProfilerException on an unknown option or a value that is no positive number
   */
  static RecordingOptions parse(String line) throws ProfilerException {
    Path directory = Path.of("");
    int maxMegabytes = 64;
    int stackDepth = 128;
    for (String part : line.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      switch (name) {
        case "dir" -> directory = directory(value);
        case "maxsize" -> maxMegabytes = positive(name, value);
        case "stackdepth" -> stackDepth = positive(name, value);
        default -> throw new ProfilerException("unknown option '" + name + "'; " + HELP);
      }
    }
    return new RecordingOptions(directory, maxMegabytes, stackDepth);
  }

  private static Path directory(String value) throws ProfilerException {
    if (value.isEmpty()) {
      throw new ProfilerException("dir needs a directory; " + HELP);
    }
    return Path.of(value);
  }

  private static int positive(String name, String value) throws ProfilerException {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, as zero and negative numbers are.
    }
    throw new ProfilerException(name + "=" + value + " is no positive whole number; " + HELP);
  }
}
