package tollgate.harness.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tollgate} without a command. */
@Command(
    name = "tollgate",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Says what regressed between JMH results, how sure that is, and why.",
    descriptionHeading = "%n",
    description = {
      "Measure twice, compare, and let CI decide:",
      "  tollgate run --suite quick             measure into results/",
      "  tollgate compare base.json cand.json   what changed, worst first",
      "  tollgate gate cand.json                against the committed baselines",
    },
    commandListHeading = "%nCommands (each has --help with an example):%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  pass",
      "  1  regression, or a service level violated",
      "  2  bad usage or bad input",
      "  3  undecided: nothing comparable, or --strict and something inconclusive",
      "  70 internal error"
    })
final class RootCommand implements Callable<Integer> {

  private final Console console;
  @Spec private CommandSpec spec;

  RootCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(console.err());
    return CommandLineRunner.BAD_INPUT;
  }

  /** The version in the manifest of harness.jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {"tollgate " + (version == null ? "(not packaged)" : version)};
    }
  }
}
