package tollgate.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tollgate.harness.model.BenchmarkKey;

/** What to type to measure one benchmark again, or to look deeper into it. */
final class BenchmarkCommands {

  private static final String PROGRAM = "scripts/tollgate";

  private BenchmarkCommands() {}

  static List<ReportPage.Command> of(BenchmarkKey key, ReportPage page) {
    List<ReportPage.Command> commands = new ArrayList<>();
    commands.add(
        new ReportPage.Command(
            "measure this again, with a recording and the time ledger", measure(key)));
    List<String> after = page.candidate().recordings().getOrDefault(key, List.of());
    List<String> before = page.baseline().recordings().getOrDefault(key, List.of());
    if (!after.isEmpty()) {
      List<String> words = new ArrayList<>(List.of(PROGRAM, "profile", after.get(0)));
      before.stream().findFirst().ifPresent(words::add);
      commands.add(
          new ReportPage.Command(
              before.isEmpty() ? "what the recording says" : "what changed between the recordings",
              ShellWords.line(words)));
    }
    return commands;
  }

  private static String measure(BenchmarkKey key) {
    List<String> words =
        new ArrayList<>(
            List.of(
                PROGRAM,
                "run",
                "--include",
                "^" + escaped(key.benchmark()) + "$",
                "--threads",
                String.valueOf(key.threads()),
                "--jfr",
                "--ledger",
                "--",
                "-bm",
                key.mode().label()));
    for (Map.Entry<String, String> param : key.params().entrySet()) {
      // JMH takes a comma for the next value; there is no way to quote it.
      if (param.getValue().indexOf(',') < 0) {
        words.addAll(List.of("-p", param.getKey() + "=" + param.getValue()));
      }
    }
    return ShellWords.line(words);
  }

  private static String escaped(String name) {
    return Pattern.compile("[^A-Za-z0-9_]").matcher(name).replaceAll("\\\\$0");
  }
}
