package tollgate.probe.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.EventType;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Were our settings the ones in force? A second recording in the same JVM can throttle ours, and
 * nothing but {@code jdk.ActiveSetting} tells.
 */
final class SettingsCheck {
  private SettingsCheck() {}

  /** What makes the sums of {@code file} invalid. */
  static Set<Failure> failures(Path file) throws IOException {
    Map<Long, String> names = new HashMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      for (EventType type : recording.readEventTypes()) {
        names.put(type.getId(), type.getName());
      }
    }
    Set<Failure> failures = EnumSet.noneOf(Failure.class);
    Set<String> enabled = new HashSet<>();
    try (EventStream stream = EventStream.openFile(file)) {
      stream.setOrdered(false);
      stream.onEvent(
          "jdk.ActiveSetting",
          event -> {
            String type = names.getOrDefault(event.getLong("id"), "");
            if (LedgerRecording.TIMED.contains(type)) {
              check(type, event, enabled, failures);
            }
          });
      stream.start();
    }
    if (!enabled.containsAll(List.copyOf(LedgerRecording.TIMED))) {
      failures.add(Failure.THRESHOLD);
    }
    return failures;
  }

  private static void check(
      String type, RecordedEvent setting, Set<String> enabled, Set<Failure> failures) {
    String value = setting.getString("value");
    switch (setting.getString("name")) {
      case "enabled" -> {
        if (value.equals("true")) {
          enabled.add(type);
        }
      }
      case "throttle" -> {
        if (!value.equals("off")) {
          failures.add(Failure.THROTTLED);
        }
      }
      case "threshold" -> {
        if (!isLowEnough(value)) {
          failures.add(Failure.THRESHOLD);
        }
      }
      default -> {
        // Stack traces and the like do not change what is counted.
      }
    }
  }

  /** {@code 10 us} and the like: a number, a unit, a space in between or none. */
  private static boolean isLowEnough(String value) {
    String digits = value.replaceAll("[^0-9]", "");
    String unit = value.replaceAll("[0-9 ]", "");
    if (digits.isEmpty()) {
      return false;
    }
    long amount = Long.parseLong(digits);
    long nanos =
        switch (unit) {
          case "ns" -> amount;
          case "us" -> amount * 1_000;
          case "ms" -> amount * 1_000_000;
          default -> amount == 0 ? 0 : Long.MAX_VALUE;
        };
    return nanos <= LedgerRecording.THRESHOLD_NANOS;
  }
}
