package tollgate.harness.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tollgate.harness.config.Policy;
import tollgate.harness.config.PolicyReader;

/** How changes are judged. */
final class PolicyOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Thresholds and exceptions, as in baselines/gate.toml.")
  private @Nullable Path config;

  @Option(
      names = "--strict",
      description = {
        "Something inconclusive, missing or incomparable makes the outcome undecided",
        "(exit code 3)."
      })
  private boolean strict;

  /** The policy of {@code --config}, else of {@code otherwise}, else the default one. */
  Policy policy(Console console, Optional<Path> otherwise) {
    Policy read =
        Optional.ofNullable(config)
            .map(console::resolve)
            .or(() -> otherwise)
            .map(PolicyReader::read)
            .orElse(Policy.DEFAULT);
    return strict ? read.asStrict() : read;
  }
}
