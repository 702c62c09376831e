package tollgate.probe.environment;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine a run took place on.
 *
 * @param os operating system, such as {@code linux}
 * @param osRelease its kernel's release
 * @param arch instruction set, such as {@code amd64}
 * @param cpuModel the processor's own name, empty where it has none
 * @param cpuId vendor, family, model and stepping where the kernel tells, such as {@code
 *     AuthenticAMD 25 17 1}
 * @param logicalCores processors this JVM may use
 * @param machineCores processors of the machine
 * @param memoryBytes memory of the machine, or its container's limit where that is lower
 * @param hypervisor whether the processor says it is a virtual one
 * @param cgroupCpuCores processor time per time that the container may use, null without a limit
 * @param cgroupMemoryBytes memory that the container may use, null without a limit
 */
public record Machine(
    String os,
    String osRelease,
    String arch,
    String cpuModel,
    CpuId cpuId,
    int logicalCores,
    int machineCores,
    long memoryBytes,
    boolean hypervisor,
    @Nullable Double cgroupCpuCores,
    @Nullable Long cgroupMemoryBytes) {

  private static final long GIB = 1L << 30;

  /**
   * The processor's identity in numbers, empty strings where the kernel does not tell.
   *
   * @param vendor such as {@code AuthenticAMD}
   * @param family decimal
   * @param model decimal
   * @param stepping decimal
   */
  public record CpuId(String vendor, String family, String model, String stepping) {}

  /**
   * The machine that this JVM runs on.
   *
   * @return what the system tells; what it does not tell is empty
   */
  public static Machine current() {
    return read(
        ProcFiles.SYSTEM,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  static Machine read(ProcFiles files, String os, String release, String arch, int logicalCores) {
    String cpuinfo = "proc/cpuinfo";
    Optional<Long> limit = cgroupMemory(files);
    long memory =
        files
            .value("proc/meminfo", "MemTotal")
            .map(text -> Long.parseLong(text.replace("kB", "").strip()) * 1024)
            .orElseGet(Machine::physicalMemory);
    long machineCores =
        files.lines(cpuinfo).stream().filter(line -> line.startsWith("processor")).count();
    return new Machine(
        os.toLowerCase(Locale.ROOT),
        release,
        arch,
        files.value(cpuinfo, "model name").orElse(""),
        new CpuId(
            files
                .value(cpuinfo, "vendor_id")
                .or(() -> files.value(cpuinfo, "CPU implementer"))
                .orElse(""),
            files
                .value(cpuinfo, "cpu family")
                .or(() -> files.value(cpuinfo, "CPU variant"))
                .orElse(""),
            files.value(cpuinfo, "model").or(() -> files.value(cpuinfo, "CPU part")).orElse(""),
            files
                .value(cpuinfo, "stepping")
                .or(() -> files.value(cpuinfo, "CPU revision"))
                .orElse("")),
        logicalCores,
        machineCores == 0 ? logicalCores : (int) machineCores,
        Math.min(memory, limit.orElse(Long.MAX_VALUE)),
        List.of(files.value(cpuinfo, "flags").orElse("").split(" ")).contains("hypervisor"),
        cgroupCores(files).orElse(null),
        limit.orElse(null));
  }

  private static Optional<Double> cgroupCores(ProcFiles files) {
    Optional<String> v2 = files.line("sys/fs/cgroup/cpu.max");
    if (v2.isPresent()) {
      String[] parts = v2.get().split(" ");
      return parts.length != 2 || parts[0].equals("max")
          ? Optional.empty()
          : Optional.of(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
    }
    OptionalLong quota = number(files, "sys/fs/cgroup/cpu/cpu.cfs_quota_us");
    OptionalLong period = number(files, "sys/fs/cgroup/cpu/cpu.cfs_period_us");
    return quota.isEmpty() || period.isEmpty() || quota.getAsLong() <= 0
        ? Optional.empty()
        : Optional.of((double) quota.getAsLong() / period.getAsLong());
  }

  private static Optional<Long> cgroupMemory(ProcFiles files) {
    OptionalLong limit = number(files, "sys/fs/cgroup/memory.max");
    if (limit.isEmpty()) {
      limit = number(files, "sys/fs/cgroup/memory/memory.limit_in_bytes");
    }
    // Version 1 says "no limit" by a number near the largest there is.
    return limit.isEmpty() || limit.getAsLong() > Long.MAX_VALUE / 2
        ? Optional.empty()
        : Optional.of(limit.getAsLong());
  }

  private static OptionalLong number(ProcFiles files, String path) {
    return files.line(path).filter(text -> text.matches("-?\\d+")).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /**
   * Name under which figures of like machines are kept: runs of different classes are not compared.
   *
   * @return lower-case letters, digits and hyphens, such as {@code
   *     linux-amd64-amd-epyc-f25m17-2c-24g}: system, instruction set, processor, its family and
   *     model, usable cores, memory rounded up to the GiB (kernels keep a little for themselves)
   */
  public String machineClass() {
    boolean identified = !cpuId.family().isEmpty() && !cpuId.model().isEmpty();
    return Stream.of(
            os.startsWith("mac") ? "darwin" : os,
            arch,
            shortCpuName(),
            identified ? "f" + cpuId.family() + "m" + cpuId.model() : "",
            logicalCores + "c",
            (memoryBytes + GIB - 1) / GIB + "g")
        .map(Machine::slug)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }

  /** The brand without core counts, clock rates and trade marks: they vary within one product. */
  private String shortCpuName() {
    String name = cpuModel.isEmpty() ? cpuId.vendor() : cpuModel;
    return name.replaceAll("(?i)\\((r|tm|c)\\)", " ")
        .replaceAll("(?i)@.*$", "")
        .replaceAll("(?i)\\b(\\d+-core|cpu|processor|with .*)(?=\\s|$)", " ");
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("machineClass", machineClass());
    json.put("os", os);
    json.put("osRelease", osRelease);
    json.put("arch", arch);
    json.put("cpuModel", cpuModel);
    json.put("cpuVendor", cpuId.vendor());
    json.put("cpuFamily", cpuId.family());
    json.put("cpuModelNumber", cpuId.model());
    json.put("cpuStepping", cpuId.stepping());
    json.put("logicalCores", logicalCores);
    json.put("machineCores", machineCores);
    json.put("memoryBytes", memoryBytes);
    json.put("hypervisor", hypervisor);
    json.put("cgroupCpuCores", cgroupCpuCores);
    json.put("cgroupMemoryBytes", cgroupMemoryBytes);
    return json;
  }
}
