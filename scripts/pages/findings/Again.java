import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;
import tollgate.harness.scaling.SweepId;

/** The commands that measure the ends of a sweep again, for as long as it was measured. */
final class Again {

  /** What scripts/findings asks for. */
  private static final String USUAL = "-f 3 -wi 1 -w 1s -i 1 -r 1s";

  private final List<Run> runs;

  Again(List<Run> runs) {
    this.runs = runs;
  }

  String command(SweepId id) {
    List<String> parts = List.of(id.benchmark().split("\\."));
    String name = String.join(".", parts.subList(Math.max(0, parts.size() - 3), parts.size()));
    Map<String, String> telling = Labels.telling(id);
    // A run wants a folder of its own, so each variant of a pattern has one.
    String folder =
        Stream.concat(Stream.of(Labels.pattern(id)), telling.values().stream())
            .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
            .collect(Collectors.joining("-", "results/", ""));
    String params = telling.entrySet().stream().map(p -> " -p " + p.getKey() + "=" + p.getValue()).collect(Collectors.joining());
    return String.format(Locale.ROOT,
        "`scripts/tollgate run --include %s --threads 1,%d --ledger --out %s -- %s%s`, then `scripts/tollgate scaling %s`",
        name, Figures.MOST, folder, effort(id), params, folder);
  }

  /** Told in full: what is not told comes from the quick profile, whose iterations are shorter. */
  private String effort(SweepId id) {
    return runs.stream()
        .flatMap(run -> run.results().stream())
        .filter(result -> SweepId.of(result.key()).equals(id))
        .map(Again::options)
        .findFirst()
        .orElse(USUAL);
  }

  private static String options(Result result) {
    Settings settings = result.settings();
    int forks = result.primary().samples().forkCount();
    boolean told = forks > 0 && settings.measurementIterations() > 0 && isTime(settings.warmupTime()) && isTime(settings.measurementTime());
    return told
        ? String.format(Locale.ROOT, "-f %d -wi %d -w %s -i %d -r %s",
            forks, settings.warmupIterations(), time(settings.warmupTime()), settings.measurementIterations(), time(settings.measurementTime()))
        : USUAL;
  }

  private static boolean isTime(String text) {
    return text.matches("[1-9][0-9]* ?(ns|us|ms|s|min|hr|day)");
  }

  /** As JMH reads it: it prints {@code 300 ms}. */
  private static String time(String text) {
    return text.replace(" ", "");
  }
}
