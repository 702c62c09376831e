package tollgate.harness.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tollgate.harness.model.InputException;

/** Reads the suites of {@code gate.toml}. */
public final class SuiteReader {

  private static final Pattern PARAM = Pattern.compile("\\w+=.+");

  /** Profiles of a suite of scenarios, the lightest first. */
  public static final List<String> LOADS =
      List.of("baseline", "standard", "peak", "stress", "soak");

  private SuiteReader() {}

  /**
   * @return in the file's order; the first is the gate's default
   * @throws InputException naming the file and the key, when a key is unknown or a value is of
   *     another kind or outside its range
   */
  public static List<Suite> read(Path file) {
    return suites(GateFile.read(file));
  }

  static List<Suite> suites(Table gate) {
    List<Suite> suites = gate.tables("suite").stream().map(SuiteReader::suite).toList();
    long names = suites.stream().map(Suite::name).distinct().count();
    if (names != suites.size()) {
      throw gate.fail("two suites have the same name");
    }
    return suites;
  }

  private static Suite suite(Table table) {
    table.allow("name", "profile", "threads", "include", "params", "loads");
    boolean loads = table.truth("loads", false);
    for (String regex : table.texts("include")) {
      try {
        Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        throw table.fail("\"include\" must be regular expressions, not \"" + regex + "\"");
      }
    }
    for (String param : table.texts("params")) {
      if (!PARAM.matcher(param).matches()) {
        throw table.fail("\"params\" must be name=value,value, not \"" + param + "\"");
      }
    }
    return new Suite(
        table.requiredText("name"),
        loads
            ? table.choice("profile", LOADS.toArray(new String[0]))
            : table.choice("profile", "quick", "standard", "full"),
        table.counts("threads"),
        table.texts("include"),
        table.texts("params"),
        loads);
  }
}
