package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.profile.FlameKind;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.ProfileSummary;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.CollapsedStacks;
import tollgate.harness.render.ProfileJson;
import tollgate.harness.render.ProfileText;
import tollgate.harness.report.FlamePage;

/** {@code tollgate profile}: what a flight recording says. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    header = "Shows where a flight recording's time went; with a second one, what changed.",
    description = {
      "",
      "Reads recordings of any JVM from JDK 11 on. Of recordings made by  tollgate run --jfr  waits",
      "count only inside the benchmark, and differences are per measured operation.",
      "",
      "html is a page of flame graphs that fetches nothing. collapsed is one stack a line, outermost",
      "frame first, and a count (samples, bytes or microseconds), for flamegraph.pl, speedscope and",
      "the like; with BASE.jfr two counts, baseline first.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate profile results/new/recordings/PointRead.prepared-thrpt-1a2b3c4d-t50-f1.jfr",
      "  tollgate profile cand.jfr base.jfr --format html > difference.html",
      "  tollgate profile cand.jfr --format collapsed --of wait | flamegraph.pl > waits.svg"
    })
final class ProfileCommand implements Callable<Integer> {

  private static final int CHANGES_PER_PLACE = 2;

  /** How standard output is written. */
  enum ProfileFormat {
    TEXT,
    JSON,
    HTML,
    COLLAPSED
  }

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE.jfr", description = "Recording to look into.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BASE.jfr",
      description = "Recording to compare it with.")
  private @Nullable Path base;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many places of each sort; ${DEFAULT-VALUE} if not given.")
  private int top;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, html or collapsed; ${DEFAULT-VALUE} if not given.")
  private ProfileFormat format = ProfileFormat.TEXT;

  @Option(
      names = "--of",
      paramLabel = "WHAT",
      defaultValue = "cpu",
      description =
          "What collapsed stacks count: cpu, allocation, lock or wait; ${DEFAULT-VALUE} if not given.")
  private FlameKind of = FlameKind.CPU;

  ProfileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Recording candidate = RecordingReader.read(console.resolve(file));
    Optional<Recording> baseline =
        Optional.ofNullable(base).map(console::resolve).map(RecordingReader::read);
    switch (format) {
      case TEXT, JSON -> summarise(candidate, baseline);
      case HTML -> page(candidate, baseline);
      case COLLAPSED -> {
        CollapsedStacks.write(of, candidate, baseline, console.out());
        candidate.warnings().forEach(warning -> console.note("note: " + warning));
        baseline.ifPresent(
            other -> other.warnings().forEach(warning -> console.note("note: " + warning)));
      }
    }
    return 0;
  }

  private void summarise(Recording candidate, Optional<Recording> baseline) throws IOException {
    int places = Math.max(1, top);
    ProfileSummary summary = ProfileSummary.of(candidate, places);
    Optional<ProfileDifference> difference =
        baseline.map(
            other ->
                ProfileDifference.of(
                    List.of(other), List.of(candidate), CHANGES_PER_PLACE * places));
    if (format == ProfileFormat.JSON) {
      ProfileJson.write(summary, difference, console.out());
      return;
    }
    ProfileText text = new ProfileText(console.width(), console.out());
    text.write(summary);
    if (difference.isPresent()) {
      text.write(difference.get());
    }
  }

  private void page(Recording candidate, Optional<Recording> baseline) throws IOException {
    List<String> notes = new ArrayList<>(ProfileSummary.of(candidate, 1).warnings());
    List<FlameGraph> graphs = new ArrayList<>();
    for (FlameKind kind : FlameKind.values()) {
      graphs.add(
          baseline.isEmpty()
              ? FlameGraph.of(kind, List.of(candidate))
              : FlameGraph.between(kind, baseline.stream().toList(), List.of(candidate)));
    }
    baseline.ifPresent(
        other ->
            notes.addAll(ProfileDifference.of(List.of(other), List.of(candidate), 1).warnings()));
    FlamePage.write(
        candidate.benchmark().map(Object::toString).orElse(candidate.source()),
        subtitle(candidate)
            + baseline.map(other -> "; compared with " + subtitle(other)).orElse(""),
        notes.stream().distinct().toList(),
        graphs,
        console.out());
  }

  private static String subtitle(Recording recording) {
    return String.format(
        Locale.ROOT,
        "%s: %.1f s recorded%s",
        recording.source(),
        recording.seconds(),
        recording.operations() > 0 ? ", " + recording.operations() + " operations" : "");
  }
}
