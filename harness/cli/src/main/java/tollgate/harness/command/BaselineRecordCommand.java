package tollgate.harness.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.baseline.Recorder;
import tollgate.harness.baseline.Session;
import tollgate.harness.read.Sessions;

/** {@code tollgate baseline record}: accepts results. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    header = "Accepts sessions: copies them into the folder of baselines.",
    description = {
      "",
      "Refused, unless forced with a reason: a run without its environment, from a tree with",
      "uncommitted changes or of unknown commit, broken off, or on a disturbed machine.",
      "Nothing is ever written over.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  tollgate baseline record results/quick-1 results/quick-2 --suite quick \\",
      "      --reason \"pool size raised to 20\"",
      "  git add baselines && git commit"
    })
final class BaselineRecordCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULT",
      description = "Result files, run folders, or folders of either.")
  private List<Path> results = new ArrayList<>();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      required = true,
      description = "What was measured, for example quick.")
  private String suite = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why this is accepted; kept with it.")
  private String reason = "";

  @Option(names = "--force", description = "Record in spite of objections; wants a reason.")
  private boolean force;

  @Option(
      names = "--machine-class",
      paramLabel = "NAME",
      description = "Instead of the one in the environment file.")
  private @Nullable String machineClass;

  @Mixin private BaselineFolder folder = new BaselineFolder();

  BaselineRecordCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Recorder recorder = new Recorder(folder.store(console), Instant.now());
    Recorder.Request request =
        new Recorder.Request(
            suite, Optional.ofNullable(machineClass), Git.userName(console), reason, force);
    for (Path result : results) {
      for (Path file : Sessions.files(console.resolve(result))) {
        Session session = recorder.record(file, request);
        console.out().println("recorded " + session.result());
      }
    }
    return 0;
  }
}
