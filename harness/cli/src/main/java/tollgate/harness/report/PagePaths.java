package tollgate.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a machine's absolute paths out of a page that travels: files are named from the report's
 * folder, in commands from the folder they were typed in.
 */
public final class PagePaths {

  /** Not within a word or a URL. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?<![A-Za-z0-9_.~$%/-])/[^\\s:;,'\"()=<>|&/][^\\s:;,'\"()=<>|&]*");

  /** Alike on every machine. */
  private static final List<String> EVERYWHERE = List.of("/proc/", "/sys/", "/dev/");

  private static final String JAVA = "/bin/java";

  private final Path folder;
  private final Path directory;

  /**
   * Names files from two places.
   *
   * @param folder absolute, where the report lies
   * @param directory absolute, where commands are typed
   */
  public PagePaths(Path folder, Path directory) {
    this.folder = folder.normalize();
    this.directory = directory.normalize();
  }

  /** A text with files named from the report's folder. */
  String file(String text) {
    return rewritten(text, folder);
  }

  /** A command with files named from where it is typed. */
  String command(String line) {
    return rewritten(line, directory);
  }

  private String rewritten(String text, Path base) {
    String result = text;
    List<Path> roots =
        Stream.of(folder, directory)
            .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
            .toList();
    for (Path root : roots) {
      if (root.getNameCount() > 0) {
        String relative = base.relativize(root).toString();
        result = result.replace(root + "/", relative.isEmpty() ? "" : relative + "/");
        result = result.replace(root.toString(), relative.isEmpty() ? "." : relative);
      }
    }
    Matcher absolute = ABSOLUTE.matcher(result);
    return absolute.replaceAll(match -> Matcher.quoteReplacement(relative(match.group(), base)));
  }

  private static String relative(String found, Path base) {
    if (EVERYWHERE.stream().anyMatch(found::startsWith)) {
      return found;
    }
    if (found.endsWith(JAVA)) {
      return "java";
    }
    try {
      Path path = Path.of(found).normalize();
      Path parent = path.getParent();
      boolean real =
          path.getNameCount() > 1
              && (Files.exists(path) || (parent != null && Files.isDirectory(parent)));
      return real ? base.relativize(path).toString() : found;
    } catch (InvalidPathException e) {
      return found;
    }
  }

  /** Rewrites what names files in a page's data; what benchmarks are called stays as it is. */
  void rewrite(ObjectNode data) {
    for (String name : List.of("notes", "environment", "scaling", "trend")) {
      texts(data.get(name), this::file);
    }
    texts(data.get("commands"), this::command);
    JsonNode comparison = data.path("comparison");
    for (String name : List.of("warnings", "baselineSources", "candidateSources")) {
      texts(comparison.get(name), this::file);
    }
    comparison.path("verdicts").forEach(verdict -> texts(verdict.get("profiles"), this::file));
    data.path("benchmarks").forEach(each -> texts(each.get("commands"), this::command));
  }

  private static void texts(JsonNode node, UnaryOperator<String> change) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue() instanceof TextNode text) {
                  entry.setValue(TextNode.valueOf(change.apply(text.asText())));
                } else {
                  texts(entry.getValue(), change);
                }
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TextNode text) {
          array.set(i, TextNode.valueOf(change.apply(text.asText())));
        } else {
          texts(array.get(i), change);
        }
      }
    }
  }
}
