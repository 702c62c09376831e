package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;

/**
 * Reads the environment file that the probe writes beside a result. Fields it does not know belong
 * to later versions and are passed over; fields that are absent or null stay empty and are named.
 */
final class EnvironmentReader {

  /** Follow from the machine's memory, byte for byte, unless they are among the arguments. */
  private static final Set<String> ERGONOMIC_FLAGS = Set.of("InitialHeapSize", "MaxHeapSize");

  private final JsonCursor cursor;

  private boolean complete = true;
  private String machineClass = "";
  private int cpus;
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

  /**
   * What the file says.
   *
   * @param complete whether every benchmark of the run was measured
   * @param missing what it should say and does not
   */
  record Content(Environment environment, boolean complete, List<String> missing) {}

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
      EnvironmentReader reader = new EnvironmentReader(cursor);
      cursor.object("the environment of a run", reader::section);
      if (!cursor.atEnd()) {
        throw cursor.fail("text after the end of the environment");
      }
      return reader.content();
    } catch (JsonProcessingException e) {
      throw JmhJsonReader.complaint(e, source);
    } catch (CharConversionException e) {
      throw new InputException(source + ": not JSON: " + e.getMessage(), e);
    }
  }

  private void section(String name) throws IOException {
    switch (name) {
      case "run" -> cursor.object(name, this::run);
      case "build" -> cursor.object(name, this::build);
      case "machine" -> cursor.object(name, this::machine);
      case "jvm" -> cursor.object(name, this::jvm);
      case "benchmarkClasses" -> cursor.object(name, this::benchmarkClass);
      case "backends" -> cursor.array(name, () -> backend());
      case "disturbance" -> disturbance();
      default -> cursor.skip();
    }
  }

  private void run(String name) throws IOException {
    switch (name) {
      case "startTime" -> startedAt = cursor.text(name);
      case "complete" -> complete = cursor.truth(name);
      case "commandLine" -> command = String.join(" ", texts(name));
      default -> cursor.skip();
    }
  }

  private void build(String name) throws IOException {
    switch (name) {
      case "commit" -> commit = cursor.text(name);
      case "dirty" -> dirty = cursor.truth(name);
      default -> cursor.skip();
    }
  }

  private void machine(String name) throws IOException {
    switch (name) {
      case "machineClass" -> machineClass = cursor.text(name);
      case "logicalCores" -> cpus = cursor.wholeNumber(name, 0);
      default -> cursor.skip();
    }
  }

  private void jvm(String name) throws IOException {
    switch (name) {
      case "major" -> jdkMajor = cursor.wholeNumber(name, 0);
      case "version" -> jdkVersion = cursor.text(name);
      case "arguments" -> jvmFlags.addAll(texts(name));
      case "flags" -> cursor.object(name, this::flag);
      default -> cursor.skip();
    }
  }

  private void flag(String name) throws IOException {
    String value = cursor.text(name);
    if (!ERGONOMIC_FLAGS.contains(name)) {
      jvmFlags.add("-XX:" + name + "=" + value);
    }
  }

  private void benchmarkClass(String type) throws IOException {
    cursor.object(
        type,
        name -> {
          if (name.equals("bytecodeSha256")) {
            bytecode.put(type, cursor.text(name));
          } else {
            cursor.skip();
          }
        });
  }

  private void backend() throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    StringBuilder backend = new StringBuilder();
    cursor.object(
        "a backend",
        name -> {
          switch (name) {
            case "name" -> backend.append(cursor.text(name));
            case "settings" ->
                cursor.object(name, setting -> facts.put(setting, cursor.text(setting)));
            case "kind", "version" -> facts.put(name, cursor.text(name));
            default -> cursor.skip();
          }
        });
    backends.put(backend.toString(), facts);
  }

  private void disturbance() throws IOException {
    SortedMap<String, Double> shares = new TreeMap<>();
    cursor.object(
        "disturbance",
        name -> {
          if (cursor.current().isNumeric()) {
            shares.put(name, cursor.number(name));
          } else {
            cursor.skip();
          }
        });
    disturbance =
        new Disturbance(
            shares.getOrDefault("cpuPressureShare", Double.NaN),
            shares.getOrDefault("stolenShare", Double.NaN),
            shares.getOrDefault("otherCpuShare", Double.NaN));
  }

  private List<String> texts(String what) throws IOException {
    List<String> texts = new ArrayList<>();
    cursor.array(what, () -> texts.add(cursor.text(what)));
    return texts;
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
            disturbance,
            cpus > 0 ? OptionalInt.of(cpus) : OptionalInt.empty());
    return new Content(environment, complete, missing());
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (machineClass.isEmpty()) {
      missing.add("machine.machineClass");
    }
    if (jdkMajor == 0) {
      missing.add("jvm.major");
    }
    if (commit.isEmpty()) {
      missing.add("build.commit");
    }
    if (startedAt.isEmpty()) {
      missing.add("run.startTime");
    }
    if (bytecode.isEmpty()) {
      missing.add("benchmarkClasses");
    }
    return missing;
  }
}
