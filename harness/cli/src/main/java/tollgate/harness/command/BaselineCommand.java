package tollgate.harness.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tollgate baseline}: groups what is done with accepted results. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    header = "Records, lists, shows and prunes what is accepted.",
    description = {
      "",
      "Baselines are files in git: baselines/<machine class>/<suite>/<date>-<commit>.json, one for",
      "each session whatever thread counts it measured, with its environment and its provenance (who",
      "accepted it, when and why) beside it. Record five sessions: how much sessions differ is part",
      "of what the gate must know.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  tollgate baseline record results/quick-1 --suite quick --reason \"after the pool change\"",
      "  tollgate baseline list"
    })
final class BaselineCommand implements Callable<Integer> {

  private final Console console;
  @Spec private CommandSpec spec;

  BaselineCommand(Console console) {
    this.console = console;
  }

  /** The command with its subcommands. */
  static CommandLine withSubcommands(Console console) {
    CommandLine line = new CommandLine(new BaselineCommand(console));
    List.of(
            new BaselineRecordCommand(console),
            new BaselineListCommand(console),
            new BaselineShowCommand(console),
            new BaselinePruneCommand(console))
        .forEach(line::addSubcommand);
    return line;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return CommandLineRunner.BAD_INPUT;
  }
}
