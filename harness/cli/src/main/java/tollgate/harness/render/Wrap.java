package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Keeps text inside a number of columns. */
final class Wrap {

  private static final int NARROWEST = 20;

  private Wrap() {}

  /** {@code text} at word borders, each line behind {@code indent}; one line without a width. */
  static List<String> lines(String text, OptionalInt width, String indent) {
    if (width.isEmpty()) {
      return List.of(indent + text);
    }
    int room = Math.max(NARROWEST, width.getAsInt() - indent.length());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && length(line) + 1 + length(word) > room) {
        lines.add(indent + line);
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(shortened(word, room));
    }
    lines.add(indent + line);
    return lines;
  }

  /** Writes {@code text}, every line behind the spaces it begins with. */
  static void paragraph(String text, OptionalInt width, Appendable out) throws IOException {
    int start = text.length() - text.stripLeading().length();
    for (String part : lines(text.strip(), width, " ".repeat(start))) {
      out.append(part.stripTrailing()).append('\n');
    }
  }

  /**
   * At most {@code room} code points; what is cut is cut from the middle, because names differ at
   * both ends.
   */
  static String shortened(String text, int room) {
    int length = length(text);
    if (length <= room) {
      return text;
    }
    int head = (room - 1) / 2;
    int tail = room - 1 - head;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -tail));
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
