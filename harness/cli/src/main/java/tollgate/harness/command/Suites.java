package tollgate.harness.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.config.Suite;
import tollgate.harness.config.SuiteReader;
import tollgate.harness.model.InputException;

/**
 * The suites that a folder of baselines defines.
 *
 * @param all in the file's order
 */
record Suites(List<Suite> all) {

  Suites {
    all = List.copyOf(all);
  }

  /** Those of the store's {@code gate.toml}; none when it has no such file. */
  static Suites of(BaselineStore store) {
    return new Suites(store.policy().map(SuiteReader::read).orElse(List.of()));
  }

  Optional<Suite> find(String name) {
    return all.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  /** The one that is meant when none is named. */
  Optional<Suite> first() {
    return all.stream().findFirst();
  }

  /**
   * @throws InputException when there is none of that name
   */
  Suite named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InputException(
                    "--suite: gate.toml defines no suite "
                        + name
                        + (all.isEmpty()
                            ? ""
                            : " (it has: "
                                + all.stream().map(Suite::name).collect(Collectors.joining(", "))
                                + ")")));
  }
}
