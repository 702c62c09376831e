package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;

/**
 * Reads the environment file beside a result. Fields it does not know belong to later versions and
 * are passed over; fields that are absent are named, and stay empty.
 */
final class EnvironmentReader {

  private static final Set<String> EXPECTED =
      Set.of("machineClass", "jdkMajor", "jvmFlags", "commit", "startedAt", "bytecode");

  private final JsonCursor cursor;
  private final Set<String> seen = new LinkedHashSet<>();

  private String machineClass = "";
  private int jdkMajor;
  private String jdkVersion = "";
  private final List<String> jvmFlags = new ArrayList<>();
  private String commit = "";
  private boolean dirty;
  private String startedAt = "";
  private String command = "";
  private final SortedMap<String, String> bytecode = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> backends = new TreeMap<>();
  private Disturbance disturbance = Disturbance.UNKNOWN;

  private EnvironmentReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** The environment and the names of expected fields it lacks. */
  record Content(Environment environment, List<String> missing) {}

  /**
   * @throws InputException with file, line and byte when it is no environment file
   * @throws IOException when it cannot be read
   */
  static Content read(Path file) throws IOException {
    String source = file.toString();
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser parser = JsonCursor.FACTORY.createParser(bytes)) {
      JsonCursor cursor = new JsonCursor(parser, source);
      if (cursor.atEnd()) {
        throw new InputException(source + ": is empty: an environment file was expected");
      }
      cursor.expect(JsonToken.START_OBJECT, "an object, the environment of a run");
      EnvironmentReader reader = new EnvironmentReader(cursor);
      while (cursor.nextField()) {
        reader.field(cursor.fieldName());
      }
      return reader.content();
    } catch (JsonProcessingException e) {
      throw JmhJsonReader.complaint(e, source);
    } catch (CharConversionException e) {
      throw new InputException(source + ": not JSON: " + e.getMessage(), e);
    }
  }

  private void field(String name) throws IOException {
    if (cursor.current() == JsonToken.VALUE_NULL) {
      return;
    }
    seen.add(name);
    switch (name) {
      case "machineClass" -> machineClass = cursor.text(name);
      case "jdkMajor" -> jdkMajor = cursor.wholeNumber(name, 0);
      case "jdkVersion" -> jdkVersion = cursor.text(name);
      case "jvmFlags" -> flags();
      case "commit" -> commit = cursor.text(name);
      case "dirty" -> dirty = cursor.truth(name);
      case "startedAt" -> startedAt = cursor.text(name);
      case "command" -> command = cursor.text(name);
      case "bytecode" -> texts(name, bytecode);
      case "backends" -> backends();
      case "disturbance" -> disturbance();
      default -> cursor.skip();
    }
  }

  private void flags() throws IOException {
    cursor.expect(JsonToken.START_ARRAY, "an array as jvmFlags");
    while (cursor.next() != JsonToken.END_ARRAY) {
      jvmFlags.add(cursor.text("a flag in jvmFlags"));
    }
  }

  private void texts(String what, SortedMap<String, String> into) throws IOException {
    cursor.expect(JsonToken.START_OBJECT, "an object as " + what);
    while (cursor.nextField()) {
      String name = cursor.fieldName();
      into.put(name, cursor.text(name));
    }
  }

  private void backends() throws IOException {
    cursor.expect(JsonToken.START_OBJECT, "an object as backends");
    while (cursor.nextField()) {
      SortedMap<String, String> settings = new TreeMap<>();
      String name = cursor.fieldName();
      texts(name, settings);
      backends.put(name, settings);
    }
  }

  private void disturbance() throws IOException {
    cursor.expect(JsonToken.START_OBJECT, "an object as disturbance");
    double pressure = Double.NaN;
    double steal = Double.NaN;
    double foreign = Double.NaN;
    while (cursor.nextField()) {
      String name = cursor.fieldName();
      switch (name) {
        case "cpuPressureShare" -> pressure = cursor.number(name);
        case "stealShare" -> steal = cursor.number(name);
        case "foreignCpuShare" -> foreign = cursor.number(name);
        default -> cursor.skip();
      }
    }
    disturbance = new Disturbance(pressure, steal, foreign);
  }

  private Content content() {
    Environment environment =
        new Environment(
            machineClass,
            jdkMajor,
            jdkVersion,
            jvmFlags,
            commit,
            dirty,
            startedAt,
            command,
            bytecode,
            backends,
            disturbance);
    List<String> missing = EXPECTED.stream().filter(name -> !seen.contains(name)).sorted().toList();
    return new Content(environment, missing);
  }
}
