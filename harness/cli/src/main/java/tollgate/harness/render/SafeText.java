package tollgate.harness.render;

/**
 * Makes text of foreign origin fit to be shown: names and parameters of a benchmark are whatever
 * somebody wrote there.
 */
public final class SafeText {

  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private SafeText() {}

  /**
   * One line in which every character is visible: what controls a terminal, the line or the writing
   * direction is spelled out ({@code \n}, {@code \u202e}), and what is longer than {@code longest}
   * code points is cut, with the number of those left out.
   */
  public static String visible(String text, int longest) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 16);
    int left = longest;
    int at = 0;
    while (at < text.length() && left > 0) {
      int point = text.codePointAt(at);
      appendVisible(shown, point);
      at += Character.charCount(point);
      left--;
    }
    if (at < text.length()) {
      shown.append("…(+").append(text.codePointCount(at, text.length())).append(')');
    }
    return shown.toString();
  }

  /**
   * The same, and right-to-left writing is isolated, so that it cannot reorder the figures beside
   * it.
   */
  public static String isolated(String text, int longest) {
    String shown = visible(text, longest);
    return shown.codePoints().anyMatch(SafeText::isRightToLeft)
        ? FIRST_STRONG_ISOLATE + shown + POP_ISOLATE
        : shown;
  }

  private static void appendVisible(StringBuilder shown, int point) {
    switch (point) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isVisible(point)) {
          shown.appendCodePoint(point);
        } else {
          shown.append(hex(point));
        }
      }
    }
  }

  private static String hex(int point) {
    String digits = Integer.toHexString(point);
    return point <= 0xFFFF
        ? "\\u" + "0".repeat(4 - digits.length()) + digits
        : "\\u{" + digits + "}";
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static boolean isRightToLeft(int point) {
    byte direction = Character.getDirectionality(point);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
  }
}
