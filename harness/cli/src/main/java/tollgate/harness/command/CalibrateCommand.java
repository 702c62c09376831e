package tollgate.harness.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tollgate.harness.calibration.Calibration;

/** {@code tollgate calibrate}: what the gate's verdicts are worth. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    header = "Measures the gate's own false alarms and power on simulated suites.",
    description = {
      "",
      "Draws suites whose truth is known and lets the gate and the rules of other tools judge the",
      "same data: false alarms on identical code, share of false alarms among all alarms, power,",
      "coverage of the intervals, each with its 95 %% interval. The same seed prints the same tables.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {"  tollgate calibrate --suites 100 > calibration.md"})
final class CalibrateCommand implements Callable<Integer> {

  private final Console console;
  @Spec private CommandSpec spec;

  @Option(
      names = "--suites",
      paramLabel = "N",
      description = "Suites to draw for each line (default: ${DEFAULT-VALUE}).")
  private int suites = 100;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of the first suite (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  CalibrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (suites < 1) {
      throw new ParameterException(spec.commandLine(), "--suites must be 1 or more");
    }
    new Calibration(suites, seed, console.out(), what -> console.note("calibrate: " + what))
        .print();
    console.out().flush();
    return CommandLineRunner.PASS;
  }
}
