package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;
import tollgate.harness.read.RunRecordReader;
import tollgate.harness.run.Effort;
import tollgate.harness.run.JmhJar;
import tollgate.harness.run.RunPlan;
import tollgate.probe.environment.Machine;

/** The version that a run folder's result was measured of, if it can be measured again here. */
final class MeasuredVersion {

  private MeasuredVersion() {}

  /**
   * How the run measured, on the jar it measured.
   *
   * @param folder its run folder
   * @param run its result
   * @throws HereAndNow.Impossible when this is another machine, or the jar is gone or another one
   */
  static RunPlan of(Path folder, Run run) throws HereAndNow.Impossible, IOException {
    RunRecordReader.RunRecord record =
        RunRecordReader.read(folder)
            .orElseThrow(() -> new HereAndNow.Impossible("there is no run.json beside the result"));
    List<String> arguments =
        record
            .jmhArguments()
            .orElseThrow(
                () -> new HereAndNow.Impossible("its run.json does not say how it was measured"));
    String machine = run.environment().map(Environment::machineClass).orElse("");
    if (!machine.equals(Machine.current().machineClass())) {
      throw new HereAndNow.Impossible("it was measured on another machine class");
    }
    Path jar = Path.of(record.jar());
    Path java = Path.of(record.java());
    if (!Files.isRegularFile(jar) || !Files.isExecutable(java)) {
      throw new HereAndNow.Impossible("the jar it was measured of is not here any more");
    }
    if (Files.getLastModifiedTime(jar).toInstant().isAfter(startOf(record))) {
      throw new HereAndNow.Impossible("its jar has been built anew since");
    }
    return new RunPlan(
        JmhJar.open(jar),
        java,
        effort(record.effort()),
        List.of(),
        List.of(),
        RunPlan.Recordings.NONE,
        false,
        arguments);
  }

  private static Instant startOf(RunRecordReader.RunRecord record) {
    try {
      return Instant.parse(record.startedAt());
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static Effort effort(String name) {
    return Arrays.stream(Effort.values())
        .filter(effort -> Objects.equals(effort.name().toLowerCase(Locale.ROOT), name))
        .findFirst()
        .orElse(Effort.QUICK);
  }
}
