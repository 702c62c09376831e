package tollgate.harness.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.InputException;

/** Asks JMH what a plan would measure: the cheapest way to find a mistake before the first fork. */
final class Listings {

  private static final int MOST_CLASSES = 60;

  private final Path directory;
  private final Path probe;
  private final Stopper stopper;

  Listings(Path directory, Path probe, Stopper stopper) {
    this.directory = directory;
    this.probe = probe;
    this.stopper = stopper;
  }

  /**
   * What would be measured, at least one benchmark.
   *
   * @throws InputException when JMH refuses the arguments or nothing matches
   */
  Listing list(RunPlan plan) throws IOException, InterruptedException {
    Listing listing = ask(plan, Invocations.listing(plan, probe));
    if (listing.benchmarks().isEmpty()) {
      Path jar = plan.jar().path();
      throw new InputException(
          jar
              + ": no benchmark matches "
              + String.join(" or ", plan.includes())
              + "; it has "
              + classes(ask(plan, plan.jar().command(plan.java(), probe, List.of("-l")))));
    }
    return listing;
  }

  /** The classes of all benchmarks, or of none in particular where they are too many for a line. */
  private static String classes(Listing all) {
    List<String> names =
        all.benchmarks().stream()
            .map(name -> name.replaceFirst("\\.[^.]*$", "").replaceFirst(".*\\.", ""))
            .distinct()
            .sorted()
            .toList();
    return names.size() > MOST_CLASSES
        ? names.size() + " others, which -l lists"
        : String.join(", ", names);
  }

  private Listing ask(RunPlan plan, List<String> command) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    JmhOutput output = new JmhOutput();
    JmhProcess process = stopper.watch(JmhProcess.start(command, directory, Optional.empty()));
    int code =
        process.follow(
            line -> {
              lines.add(line);
              output.accept(line);
            });
    Path jar = plan.jar().path();
    if (code != 0) {
      String why = output.lastWords();
      throw new InputException(
          jar + ": JMH refuses: " + (why.isEmpty() ? "it ended with exit code " + code : why));
    }
    return Listing.parse(lines);
  }
}
