package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Locale;
import tollgate.harness.model.InputException;

/**
 * A streaming parser that knows where it is: every complaint names the file, line and byte.
 *
 * <p>Lenient where JMH itself was careless: names it did not escape, bare {@code NaN}.
 */
final class JsonCursor {

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  private final JsonParser parser;
  private final String source;

  JsonCursor(JsonParser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  String source() {
    return source;
  }

  /** The next token; the end of the file is a complaint, since every caller is inside something. */
  JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw failAt(parser.currentLocation(), "ends in the middle: half-written or cut off");
    }
    return token;
  }

  boolean atEnd() throws IOException {
    return parser.nextToken() == null;
  }

  JsonToken current() {
    return parser.currentToken();
  }

  /** Moves to the next field of an object and to its value; false at the object's end. */
  boolean nextField() throws IOException {
    if (next() == JsonToken.END_OBJECT) {
      return false;
    }
    next();
    return true;
  }

  String fieldName() throws IOException {
    return parser.currentName();
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Something to do with the value under the cursor; it leaves the cursor on the value's end. */
  @FunctionalInterface
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** The same for an element of an array. */
  @FunctionalInterface
  interface ElementReader {
    void read() throws IOException;
  }

  /** Reads every field of the object under the cursor that is not null; null is no field at all. */
  void object(String what, FieldReader reader) throws IOException {
    if (current() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(JsonToken.START_OBJECT, "an object as " + what);
    while (nextField()) {
      if (current() != JsonToken.VALUE_NULL) {
        reader.read(fieldName());
      }
    }
  }

  /** Reads every element of the array under the cursor; null is an empty one. */
  void array(String what, ElementReader reader) throws IOException {
    if (current() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(JsonToken.START_ARRAY, "an array as " + what);
    while (next() != JsonToken.END_ARRAY) {
      reader.read();
    }
  }

  void expect(JsonToken token, String what) {
    if (current() != token) {
      throw fail("expected " + what + ", found " + describe(current()));
    }
  }

  /** Text of a scalar; empty text for {@code null}. */
  String text(String what) throws IOException {
    if (current() == JsonToken.VALUE_NULL) {
      return "";
    }
    if (!current().isScalarValue()) {
      throw fail("expected text as " + what + ", found " + describe(current()));
    }
    return parser.getText();
  }

  /** A number, written as a number or, as JMH does with NaN and infinities, as text. */
  double number(String what) throws IOException {
    if (current().isNumeric()) {
      return parser.getDoubleValue();
    }
    if (current() == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    if (current() == JsonToken.VALUE_STRING) {
      return special(parser.getText(), what);
    }
    throw fail("expected a number as " + what + ", found " + describe(current()));
  }

  private double special(String text, String what) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
      default -> throw fail("expected a number as " + what + ", found the text \"" + text + "\"");
    };
  }

  /** A whole number of at least {@code least} that fits 31 bits. */
  int wholeNumber(String what, int least) throws IOException {
    double value = number(what);
    if (!(value >= least && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw fail("expected a whole number of at least " + least + " as " + what);
    }
    return (int) value;
  }

  /** A count of operations. */
  long count(String what) throws IOException {
    double value = number(what);
    if (!(value >= 0 && value <= 1L << 53 && value == Math.rint(value))) {
      throw fail("expected a count as " + what);
    }
    return (long) value;
  }

  boolean truth(String what) {
    if (current().isBoolean()) {
      return current() == JsonToken.VALUE_TRUE;
    }
    throw fail("expected true or false as " + what + ", found " + describe(current()));
  }

  /** A complaint about the current token. */
  InputException fail(String message) {
    return failAt(parser.currentTokenLocation(), message);
  }

  InputException failAt(JsonLocation location, String message) {
    return new InputException(source + ": " + place(location) + ": " + message);
  }

  static String place(JsonLocation location) {
    return String.format(
        Locale.ROOT,
        "line %d, byte %d",
        location.getLineNr(),
        Math.max(0, location.getByteOffset()));
  }

  private static String describe(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_ARRAY -> "the end of an array";
      case END_OBJECT -> "the end of an object";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }
}
