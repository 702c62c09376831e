package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Result;

/**
 * Reads the JSON of {@code -rf json} of any version of JMH as a stream.
 *
 * <p>Entries may lie in arrays of arrays, as tools that gather results write them.
 */
final class JmhJsonReader {

  private JmhJsonReader() {}

  /** The results in file order, and what was odd about them. */
  record Content(List<Result> results, List<String> warnings) {}

  /**
   * @throws InputException with file, line and byte when the file is empty, cut off, or no result
   *     of JMH
   * @throws IOException when it cannot be read
   */
  static Content read(Path file) throws IOException {
    String source = file.toString();
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser parser = JsonCursor.FACTORY.createParser(bytes)) {
      return read(parser, source);
    } catch (JsonProcessingException e) {
      if (isOtherEncoding(e)) {
        return readLatin1(file, source);
      }
      throw complaint(e, source);
    } catch (CharConversionException e) {
      throw new InputException(source + ": not JSON: " + e.getMessage(), e);
    }
  }

  /** JMH writes in the platform's character set, which was not always UTF-8. */
  private static Content readLatin1(Path file, String source) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser parser =
            JsonCursor.FACTORY.createParser(
                new InputStreamReader(bytes, StandardCharsets.ISO_8859_1))) {
      Content content = read(parser, source);
      List<String> warnings = new ArrayList<>(content.warnings());
      warnings.add("not UTF-8, read as ISO 8859-1: names may look odd");
      return new Content(content.results(), warnings);
    } catch (JsonProcessingException e) {
      throw complaint(e, source);
    }
  }

  private static Content read(JsonParser parser, String source) throws IOException {
    JsonCursor cursor = new JsonCursor(parser, source);
    if (cursor.atEnd()) {
      throw new InputException(source + ": is empty: JMH was stopped before it wrote its results");
    }
    cursor.expect(JsonToken.START_ARRAY, "an array of JMH results (made with -rf json)");
    Oddities oddities = new Oddities();
    List<Result> results = readArrays(cursor, oddities);
    if (!cursor.atEnd()) {
      throw cursor.fail("text after the end of the results");
    }
    requireMeasurements(results, source);
    noteRepeated(results, oddities);
    return new Content(results, oddities.lines());
  }

  private static List<Result> readArrays(JsonCursor cursor, Oddities oddities) throws IOException {
    List<Result> results = new ArrayList<>();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = cursor.next();
      if (token == JsonToken.START_ARRAY) {
        depth++;
      } else if (token == JsonToken.END_ARRAY) {
        depth--;
      } else {
        cursor.expect(JsonToken.START_OBJECT, "an object, one result of JMH");
        results.add(ResultParser.parse(cursor, oddities));
      }
    }
    return results;
  }

  private static void requireMeasurements(List<Result> results, String source) {
    if (results.isEmpty()) {
      throw new InputException(
          source + ": holds no results: no benchmark matched, or every one failed");
    }
    if (results.stream().allMatch(result -> result.primary().samples().forkCount() == 0)) {
      throw new InputException(
          source
              + ": none of its "
              + results.size()
              + " results has a fork: there is nothing to compare");
    }
  }

  private static void noteRepeated(List<Result> results, Oddities oddities) {
    Set<BenchmarkKey> seen = new HashSet<>();
    for (Result result : results) {
      if (!seen.add(result.key())) {
        oddities.add("the same benchmark again in one file", result.key().toString());
      }
    }
  }

  private static boolean isOtherEncoding(JsonProcessingException e) {
    return e.getOriginalMessage().startsWith("Invalid UTF-8");
  }

  static InputException complaint(JsonProcessingException e, String source) {
    String place = e.getLocation() == null ? "" : JsonCursor.place(e.getLocation()) + ": ";
    String what =
        e instanceof JsonEOFException
            ? "ends in the middle: half-written or cut off"
            : "not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("");
    return new InputException(source + ": " + place + what, e);
  }
}
