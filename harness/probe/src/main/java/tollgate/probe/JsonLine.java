package tollgate.probe;

import java.util.Map;

/**
 * One JSON object on one line, for the files that the probe writes inside a measured JVM, where no
 * JSON library may be loaded.
 */
public final class JsonLine {

  private final StringBuilder text = new StringBuilder("{");

  /**
   * Adds a text field.
   *
   * @param name written as given and escaped
   * @param value any text; control characters and lone surrogates are escaped
   */
  public JsonLine put(String name, String value) {
    key(name);
    quote(value);
    return this;
  }

  /** Adds a whole number. */
  public JsonLine put(String name, long value) {
    key(name);
    text.append(value);
    return this;
  }

  /** Adds an object whose fields are all text, in the map's order. */
  public JsonLine put(String name, Map<String, String> fields) {
    key(name);
    JsonLine inner = new JsonLine();
    fields.forEach(inner::put);
    text.append(inner);
    return this;
  }

  private void key(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** The object, without a line end. */
  @Override
  public String toString() {
    return text + "}";
  }
}
