package tollgate.probe.environment;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of what the machine and our processes have done since they started. Two readings give
 * the {@link #since disturbance} between them. A count that the kernel does not give is -1.
 *
 * @param nanoTime when, on the clock of {@link System#nanoTime}
 * @param pressureMicros time in which at least one task waited for a processor
 * @param ticks processor time of the machine, idle time included, in ticks
 * @param busyTicks the part that was used, by this machine or by its host
 * @param stolenTicks the part that the host kept from this machine
 * @param ownTicks processor time of our processes, their dead children included
 */
record Load(
    long nanoTime,
    long pressureMicros,
    long ticks,
    long busyTicks,
    long stolenTicks,
    long ownTicks) {

  /**
   * Reads the counters.
   *
   * @param roots process ids whose descendants are ours too
   */
  static Load read(ProcFiles files, Set<Long> roots) {
    long[] cpu = cpuTicks(files);
    return new Load(
        System.nanoTime(), pressureMicros(files), cpu[0], cpu[1], cpu[2], ownTicks(files, roots));
  }

  private static long pressureMicros(ProcFiles files) {
    return files.lines("proc/pressure/cpu").stream()
        .filter(line -> line.startsWith("some ") && line.contains("total="))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf("total=") + 6).strip()))
        .findFirst()
        .orElse(-1);
  }

  /** Total, busy and stolen ticks. Guest time is part of user time already. */
  private static long[] cpuTicks(ProcFiles files) {
    List<String> lines = files.lines("proc/stat");
    if (lines.isEmpty() || !lines.get(0).startsWith("cpu ")) {
      return new long[] {-1, -1, -1};
    }
    String[] fields = lines.get(0).substring(4).strip().split(" +");
    long[] value = new long[8];
    for (int i = 0; i < Math.min(value.length, fields.length); i++) {
      value[i] = Long.parseLong(fields[i]);
    }
    long idle = value[3] + value[4];
    long total = idle + value[0] + value[1] + value[2] + value[5] + value[6] + value[7];
    return new long[] {total, total - idle, value[7]};
  }

  private static long ownTicks(ProcFiles files, Set<Long> roots) {
    Map<Long, Long> parents = new HashMap<>();
    Map<Long, Long> ticks = new HashMap<>();
    try (DirectoryStream<Path> processes =
        Files.newDirectoryStream(files.root().resolve("proc"), "[0-9]*")) {
      for (Path process : processes) {
        files
            .line("proc/" + process.getFileName() + "/stat")
            .ifPresent(line -> addProcess(line, parents, ticks));
      }
    } catch (IOException e) {
      return -1;
    }
    Set<Long> own = new HashSet<>();
    for (Long pid : parents.keySet()) {
      if (descends(pid, roots, parents)) {
        own.add(pid);
      }
    }
    return own.isEmpty() ? -1 : own.stream().mapToLong(pid -> ticks.getOrDefault(pid, 0L)).sum();
  }

  private static void addProcess(String stat, Map<Long, Long> parents, Map<Long, Long> ticks) {
    // The name in parentheses may hold anything, spaces and parentheses too.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    parents.put(pid, Long.parseLong(fields[1]));
    long sum = 0;
    for (int i = 11; i <= 14; i++) {
      sum += Long.parseLong(fields[i]);
    }
    ticks.put(pid, sum);
  }

  private static boolean descends(long pid, Set<Long> roots, Map<Long, Long> parents) {
    Long at = pid;
    for (int depth = 0; at != null && depth < 64; depth++) {
      if (roots.contains(at)) {
        return true;
      }
      at = parents.get(at);
    }
    return false;
  }

  /**
   * What happened since an earlier reading, as documented at {@link Environment}.
   *
   * @param start the earlier reading
   */
  Map<String, @Nullable Object> since(Load start) {
    double seconds = (nanoTime - start.nanoTime) / 1e9;
    OptionalLong machine = difference(ticks, start.ticks);
    OptionalLong busy = difference(busyTicks, start.busyTicks);
    OptionalLong own = difference(ownTicks, start.ownTicks);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("wallSeconds", rounded(seconds));
    OptionalLong pressure = difference(pressureMicros, start.pressureMicros);
    json.put(
        "cpuPressureShare",
        pressure.isEmpty() || seconds <= 0 ? null : rounded(pressure.getAsLong() / 1e6 / seconds));
    json.put("stolenShare", share(difference(stolenTicks, start.stolenTicks), machine));
    json.put("busyShare", share(busy, machine));
    json.put("ownCpuShare", share(own, machine));
    json.put(
        "otherCpuShare",
        busy.isEmpty() || own.isEmpty()
            ? null
            : share(OptionalLong.of(Math.max(0, busy.getAsLong() - own.getAsLong())), machine));
    return json;
  }

  private static OptionalLong difference(long end, long start) {
    return end < 0 || start < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - start));
  }

  private static @Nullable Double share(OptionalLong part, OptionalLong whole) {
    return part.isEmpty() || whole.isEmpty() || whole.getAsLong() == 0
        ? null
        : rounded((double) part.getAsLong() / whole.getAsLong());
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
