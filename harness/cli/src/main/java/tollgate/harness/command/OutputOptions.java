package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tollgate.harness.model.InputException;
import tollgate.harness.render.Format;

/** Where a report goes: one format on standard output, any number of files. */
final class OutputOptions {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = FormatConverter.class,
      description =
          "What standard output gets: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private Format format = Format.TEXT;

  @Option(
      names = "--output",
      paramLabel = "[FORMAT=]FILE",
      description =
          "Also writes a file; can be given several times. Without FORMAT= the name says it: .txt,"
              + " .md, .json or .xml (JUnit).")
  private List<String> files = new ArrayList<>();

  Format format() {
    return format;
  }

  /**
   * The files asked for and their formats.
   *
   * @throws InputException when a name tells no format
   */
  Map<Path, Format> files(Console console) {
    Map<Path, Format> targets = new LinkedHashMap<>();
    for (String file : files) {
      int sign = file.indexOf('=');
      Format named = sign < 0 ? null : ofName(file.substring(0, sign));
      if (named != null) {
        targets.put(console.resolve(Path.of(file.substring(sign + 1))), named);
      } else {
        targets.put(console.resolve(Path.of(file)), ofExtension(file));
      }
    }
    return targets;
  }

  private static @Nullable Format ofName(String name) {
    return Arrays.stream(Format.values())
        .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static Format ofExtension(String file) {
    return Arrays.stream(Format.values())
        .filter(format -> file.endsWith("." + format.extension()))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "--output "
                        + file
                        + ": the name tells no format; write one of "
                        + Arrays.stream(Format.values())
                            .map(format -> format + "=" + file)
                            .collect(Collectors.joining(", "))));
  }

  /** Formats by the word they are called, in the words of the help when there is none. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      Format format = ofName(value);
      if (format == null) {
        throw new TypeConversionException("no format \"" + value + "\" (known: " + names() + ")");
      }
      return format;
    }

    private static String names() {
      return Arrays.stream(Format.values()).map(Format::toString).collect(Collectors.joining(", "));
    }
  }
}
