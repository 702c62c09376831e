package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.profile.FlameKind;
import tollgate.harness.profile.Merging;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.ProfileSummary;
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
      "Reads recordings of any JVM from JDK 11 on: a file, or all forks of one benchmark in a run",
      "folder. Of recordings made by  tollgate run --jfr  waits count only inside the benchmark, and",
      "differences are per measured operation. With several forks on a side a difference is called",
      "clear when it exceeds what forks of one side differ by.",
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
      "  tollgate profile results/cand results/base --only PointRead.read",
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

  @Parameters(
      index = "0",
      paramLabel = "FILE.jfr",
      description = "Recording, or run folder, to look into.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BASE.jfr",
      description = "Recording, or run folder, to compare it with.")
  private @Nullable Path base;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Which benchmark of a run folder, when it recorded several.")
  private @Nullable String only;

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
    ProfileInputs.Side side = ProfileInputs.candidate(console.resolve(file), only);
    List<Recording> candidate = side.recordings();
    Path other = base;
    List<Recording> baseline =
        other == null ? List.of() : ProfileInputs.baseline(console.resolve(other), side);
    switch (format) {
      case TEXT, JSON -> summarise(candidate, baseline);
      case HTML -> page(candidate, baseline);
      case COLLAPSED -> collapsed(candidate, baseline);
    }
    return 0;
  }

  private void collapsed(List<Recording> candidate, List<Recording> baseline) throws IOException {
    CollapsedStacks.write(of, candidate, baseline, console.out());
    Stream.concat(candidate.stream(), baseline.stream())
        .flatMap(recording -> recording.warnings().stream())
        .distinct()
        .forEach(warning -> console.note("note: " + warning));
  }

  private void summarise(List<Recording> candidate, List<Recording> baseline) throws IOException {
    int places = Math.max(1, top);
    ProfileSummary summary = ProfileSummary.of(Merging.of(candidate), places);
    Optional<ProfileDifference> difference =
        difference(candidate, baseline, CHANGES_PER_PLACE * places);
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

  private static Optional<ProfileDifference> difference(
      List<Recording> candidate, List<Recording> baseline, int limit) {
    return baseline.isEmpty()
        ? Optional.empty()
        : Optional.of(ProfileDifference.of(baseline, candidate, limit));
  }

  private void page(List<Recording> candidate, List<Recording> baseline) throws IOException {
    Recording whole = Merging.of(candidate);
    List<String> notes = new ArrayList<>(ProfileSummary.of(whole, 1).warnings());
    difference(candidate, baseline, 1).ifPresent(changed -> notes.addAll(changed.warnings()));
    List<FlameGraph> graphs = new ArrayList<>();
    for (FlameKind kind : FlameKind.values()) {
      graphs.add(
          baseline.isEmpty()
              ? FlameGraph.of(kind, candidate)
              : FlameGraph.between(kind, baseline, candidate));
    }
    FlamePage.write(
        whole.benchmark().map(Object::toString).orElse(whole.source()),
        subtitle(whole)
            + (baseline.isEmpty() ? "" : "; compared with " + subtitle(Merging.of(baseline))),
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
