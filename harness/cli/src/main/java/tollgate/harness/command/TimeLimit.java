package tollgate.harness.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.harness.model.InputException;

/** Times as people type them: {@code 90s}, {@code 20m}, {@code 2h}. */
final class TimeLimit {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh])");

  private TimeLimit() {}

  /**
   * @throws InputException when {@code text} is no time
   */
  static Duration parse(String text) {
    Matcher time = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!time.matches()) {
      throw new InputException("--max-time: " + text + " is no time; write 90s, 20m or 2h");
    }
    long amount = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
