package tollgate.probe.environment;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JVM that ran JMH. Forks run the same one unless {@code -jvm} names another, which JMH records
 * in its own result file.
 *
 * @param vendor who built it
 * @param version such as {@code 17.0.15}
 * @param major such as 17
 * @param vmName such as {@code OpenJDK 64-Bit Server VM}
 * @param vmVersion such as {@code 17.0.15+6-Debian-1deb12u1}
 * @param arguments its own arguments, secrets hidden; JMH hands them to the forks
 * @param flags values of the flags that move figures
 */
public record Jvm(
    String vendor,
    String version,
    int major,
    String vmName,
    String vmVersion,
    List<String> arguments,
    Map<String, String> flags) {

  private static final List<String> FLAGS =
      List.of(
          "ActiveProcessorCount",
          "AlwaysPreTouch",
          "CICompilerCount",
          "ConcGCThreads",
          "InitialHeapSize",
          "MaxHeapSize",
          "ParallelGCThreads",
          "ReservedCodeCacheSize",
          "TieredCompilation",
          "TieredStopAtLevel",
          "UseCompactObjectHeaders",
          "UseCompressedOops",
          "UseG1GC",
          "UseJVMCICompiler",
          "UseLargePages",
          "UseNUMA",
          "UseParallelGC",
          "UseSerialGC",
          "UseShenandoahGC",
          "UseTransparentHugePages",
          "UseZGC");

  /** Copies the collections. */
  public Jvm {
    arguments = List.copyOf(arguments);
    flags = Map.copyOf(flags);
  }

  /**
   * This JVM.
   *
   * @return what it says of itself
   */
  public static Jvm current() {
    return new Jvm(
        System.getProperty("java.vendor"),
        System.getProperty("java.version"),
        Runtime.version().feature(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .map(Redaction::redact)
            .toList(),
        currentFlags());
  }

  private static Map<String, String> currentFlags() {
    Map<String, String> flags = new TreeMap<>();
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    for (String flag : FLAGS) {
      try {
        if (hotSpot != null) {
          flags.put(flag, hotSpot.getVMOption(flag).getValue());
        }
      } catch (IllegalArgumentException e) {
        // This version or build of the JVM does not have it.
      }
    }
    return flags;
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("vendor", vendor);
    json.put("version", version);
    json.put("major", major);
    json.put("vmName", vmName);
    json.put("vmVersion", vmVersion);
    json.put("arguments", arguments);
    json.put("flags", new TreeMap<>(flags));
    return json;
  }
}
