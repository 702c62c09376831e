package tollgate.harness.render;

/**
 * Foreign text inside GitHub's Markdown: no character of it can form markup, a link or a mention.
 */
final class Markdown {

  /** Harmless between words, and unreadable when spelled as an entity. */
  private static final String PLAIN = " .,:;/=+-%()→…–·∞×";

  private Markdown() {}

  /** As running text. */
  static String text(String foreign, int longest) {
    return escaped(SafeText.isolated(foreign, longest), PLAIN);
  }

  /** In the typeface of code. */
  static String code(String foreign, int longest) {
    return "<code>" + text(foreign, longest) + "</code>";
  }

  /** Lines inside a {@code <pre>}: a blank line would end the HTML block, and none is left. */
  static String preformatted(String lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
      text.append(escaped(line, PLAIN)).append('\n');
    }
    return text.toString();
  }

  private static String escaped(String shown, String plain) {
    StringBuilder text = new StringBuilder(shown.length() + 16);
    shown
        .codePoints()
        .forEach(
            point -> {
              if (Character.isLetterOrDigit(point) || plain.indexOf(point) >= 0 || point > 127) {
                text.appendCodePoint(point);
              } else {
                text.append("&#").append(point).append(';');
              }
            });
    return text.toString();
  }
}
