package tollgate.harness.baseline;

import java.nio.file.Path;
import tollgate.harness.read.Sessions;

/**
 * One recorded session.
 *
 * @param machineClass what it was measured on
 * @param suite what was measured
 * @param result its result file; environment and provenance lie beside it
 */
public record Session(String machineClass, String suite, Path result) {

  /** {@code 20261121T013300Z-2de7f51abcde}. */
  public String name() {
    return Sessions.stem(result);
  }

  /** {@code class/suite/name}: how the commands speak of it. */
  public String id() {
    return machineClass + "/" + suite + "/" + name();
  }
}
