package tollgate.probe.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The memory of this process that is in RAM, as Linux tells it.
 *
 * @param folder {@code /proc/self}, or a test's
 */
record ResidentMemory(Path folder) {
  static final ResidentMemory SYSTEM = new ResidentMemory(Path.of("/proc/self"));

  private static final int BYTES_PER_KILOBYTE = 1024;

  /** What is in RAM now, in bytes; empty on systems that do not tell. */
  OptionalDouble now() {
    return bytes("VmRSS");
  }

  /** The most that was in RAM since the process began, or since {@link #resetPeak}. */
  OptionalDouble peak() {
    return bytes("VmHWM");
  }

  /**
   * Lets the peak begin anew.
   *
   * @return false where that is not allowed
   */
  boolean resetPeak() {
    try {
      Files.writeString(folder.resolve("clear_refs"), "5");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private OptionalDouble bytes(String field) {
    try {
      Optional<String> kilobytes =
          Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1)
              .lines()
              .filter(line -> line.startsWith(field + ":"))
              .map(line -> line.replaceAll("\\D", ""))
              .filter(digits -> !digits.isEmpty())
              .findFirst();
      return kilobytes.isPresent()
          ? OptionalDouble.of((double) Long.parseLong(kilobytes.get()) * BYTES_PER_KILOBYTE)
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
