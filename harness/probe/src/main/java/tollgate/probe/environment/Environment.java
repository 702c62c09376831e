package tollgate.probe.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of one run, written beside JMH's result file: {@code results.json} has {@code
 * results.env.json}.
 *
 * <p>Schema 1. All keys are camelCase; a value that is not known is null. Text is redacted.
 *
 * <pre>
 * schema            1
 * run               startTime, endTime   ISO-8601, UTC
 *                   complete             false when benchmarks failed, or the run was interrupted
 *                   commandLine          [text]
 * build             version, commit, dirty   of the benchmarks' jar; null for a foreign jar
 * jmh               version
 * machine           machineClass         name under which baselines are kept
 *                   os, osRelease, arch
 *                   cpuModel, cpuVendor, cpuFamily, cpuModelNumber, cpuStepping    text
 *                   logicalCores         usable by the JVM
 *                   machineCores, memoryBytes
 *                   hypervisor           boolean
 *                   cgroupCpuCores, cgroupMemoryBytes   null without a limit
 * jvm               vendor, version, major (number), vmName, vmVersion
 *                   arguments            [text], of the JVM that ran JMH; forks inherit them
 *                   flags                {name: text}
 * benchmarkClasses  {class name: {bytecodeSha256}}
 * backends          [{name, kind, version, settings {name: text}}]
 * disturbance       of the whole run:
 *                   wallSeconds
 *                   cpuPressureShare     share of the time in which a task waited for a processor,
 *                                        our own tasks included
 *                   stolenShare          share of processor time kept by the host
 *                   busyShare            share of processor time used
 *                   ownCpuShare          the part of it used by our JVMs and the servers they
 *                                        started as processes
 *                   otherCpuShare        the rest: other processes, stolen time, and servers that
 *                                        run in containers or were started by somebody else
 * benchmarks        [{benchmark, mode, threads, params {name: text}, disturbance}] in run order
 * </pre>
 */
public final class Environment {
  /** Version of the file format. */
  public static final int SCHEMA = 1;

  private static final String SUFFIX = ".env.json";

  private final Map<String, @Nullable Object> json;

  Environment(Map<String, @Nullable Object> json) {
    this.json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
  }

  /**
   * The file that belongs to a result file.
   *
   * @param resultFile JMH's result file
   * @return in the same directory, {@code .env.json} in place of the last extension
   */
  public static Path fileFor(Path resultFile) {
    String name = String.valueOf(resultFile.getFileName());
    int dot = name.lastIndexOf('.');
    return resultFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + SUFFIX);
  }

  /**
   * The file's text.
   *
   * @return JSON
   */
  public String toJson() {
    return Json.write(json);
  }

  /**
   * Writes the file; a reader sees all of it or the one before.
   *
   * @param file where to
   * @throws IOException when it cannot be written; nothing has been replaced then
   */
  public void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    Path directory = parent == null ? absolute : parent;
    Path partial = Files.createTempFile(directory, absolute.getFileName() + ".", ".tmp");
    try {
      Files.writeString(partial, toJson());
      // A temporary file is readable by its owner alone; a result is as readable as JMH's.
      if (!partial.toFile().setReadable(true, false)) {
        throw new IOException("cannot make " + partial + " readable");
      }
      Files.move(
          partial, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
