import java.util.Locale;

/** Lines of the page. */
final class Page {

  private final StringBuilder out = new StringBuilder();

  void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String text() {
    return out.toString();
  }
}
