package tollgate.harness.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import tollgate.harness.model.InputException;

/** A table of a TOML file that names itself in every complaint. */
final class Table {

  private final JsonNode node;
  private final String source;
  private final String path;

  /**
   * @param source the file
   * @param path where in the file, for people; empty for its top level
   */
  Table(JsonNode node, String source, String path) {
    this.node = node;
    this.source = source;
    this.path = path;
  }

  /** Refuses keys nobody reads: a misspelt limit would be no limit at all. */
  void allow(String... keys) {
    List<String> known = Arrays.asList(keys);
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        throw fail("unknown key \"" + name + "\" (known: " + String.join(", ", known) + ")");
      }
    }
  }

  boolean has(String key) {
    return node.has(key);
  }

  double number(String key, Range range, double otherwise) {
    return node.has(key) ? requiredNumber(key, range) : otherwise;
  }

  double requiredNumber(String key, Range range) {
    JsonNode value = required(key);
    if (!value.isNumber()) {
      throw fail("\"" + key + "\" must be a number, not " + value);
    }
    if (!range.contains(value.doubleValue())) {
      throw fail("\"" + key + "\" must be " + range + ", not " + value);
    }
    return value.doubleValue();
  }

  boolean truth(String key, boolean otherwise) {
    if (!node.has(key)) {
      return otherwise;
    }
    if (!node.get(key).isBoolean()) {
      throw fail("\"" + key + "\" must be true or false, not " + node.get(key));
    }
    return node.get(key).booleanValue();
  }

  String requiredText(String key) {
    JsonNode value = required(key);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw fail("\"" + key + "\" must be text, not " + value);
    }
    return value.textValue();
  }

  /** One of {@code choices}; the first when the key is absent. */
  String choice(String key, String... choices) {
    if (!node.has(key)) {
      return choices[0];
    }
    String value = requiredText(key);
    if (!Arrays.asList(choices).contains(value)) {
      throw fail(
          "\""
              + key
              + "\" must be one of "
              + String.join(", ", choices)
              + ", not \""
              + value
              + "\"");
    }
    return value;
  }

  /** The tables of {@code [[key]]}; none when the key is absent. */
  List<Table> tables(String key) {
    if (!node.has(key)) {
      return List.of();
    }
    JsonNode array = node.get(key);
    if (!array.isArray()) {
      throw fail("\"" + key + "\" must be written as [[" + key + "]]");
    }
    List<Table> tables = new ArrayList<>();
    for (JsonNode entry : array) {
      if (!entry.isObject()) {
        throw fail("\"" + key + "\" must be written as [[" + key + "]]");
      }
      tables.add(new Table(entry, source, "[[" + key + "]] number " + (tables.size() + 1)));
    }
    return tables;
  }

  /** A list of texts; empty when the key is absent. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : array(key)) {
      if (!entry.isTextual() || entry.textValue().isEmpty()) {
        throw fail("\"" + key + "\" must be a list of texts, not " + node.get(key));
      }
      texts.add(entry.textValue());
    }
    return texts;
  }

  /** A list of whole numbers of at least 1; empty when the key is absent. */
  List<Integer> counts(String key) {
    List<Integer> counts = new ArrayList<>();
    for (JsonNode entry : array(key)) {
      if (!entry.isInt() || entry.intValue() < 1) {
        throw fail("\"" + key + "\" must be a list of whole numbers above 0, not " + node.get(key));
      }
      counts.add(entry.intValue());
    }
    return counts;
  }

  private Iterable<JsonNode> array(String key) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isArray()) {
      throw fail("\"" + key + "\" must be a list, not " + value);
    }
    return value;
  }

  private JsonNode required(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw fail("\"" + key + "\" is missing");
    }
    return value;
  }

  InputException fail(String message) {
    return new InputException(source + ": " + (path.isEmpty() ? "" : path + ": ") + message);
  }
}
