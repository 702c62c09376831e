package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.ProfileDifference;
import tollgate.harness.profile.ProfileSummary;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.ProfileJson;
import tollgate.harness.render.ProfileText;

/** {@code tollgate profile}: what a flight recording says. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    header = "Shows where a flight recording's time went; with a second one, what changed.",
    description = {
      "",
      "Reads recordings of any JVM from JDK 11 on. Of recordings made by  tollgate run --jfr  waits",
      "count only inside the benchmark, and differences are per measured operation.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate profile results/new/recordings/PointRead.prepared-thrpt-1a2b3c4d-t50-f1.jfr",
      "  tollgate profile new.jfr old.jfr --format json"
    })
final class ProfileCommand implements Callable<Integer> {

  private static final int CHANGES_PER_PLACE = 2;

  /** How standard output is written. */
  enum ProfileFormat {
    TEXT,
    JSON
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
      description = "text or json; ${DEFAULT-VALUE} if not given.")
  private ProfileFormat format = ProfileFormat.TEXT;

  ProfileCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Recording candidate = RecordingReader.read(console.resolve(file));
    Optional<Recording> baseline =
        Optional.ofNullable(base).map(console::resolve).map(RecordingReader::read);
    int places = Math.max(1, top);
    ProfileSummary summary = ProfileSummary.of(candidate, places);
    Optional<ProfileDifference> difference =
        baseline.map(other -> ProfileDifference.of(other, candidate, CHANGES_PER_PLACE * places));
    if (format == ProfileFormat.JSON) {
      ProfileJson.write(summary, difference, console.out());
      return 0;
    }
    ProfileText text = new ProfileText(console.width(), console.out());
    text.write(summary);
    if (difference.isPresent()) {
      text.write(difference.get());
    }
    return 0;
  }
}
