package tollgate.probe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Machine read(String os, String arch, int cores) {
    return Machine.read(new ProcFiles(root), os, "6.1", arch, cores);
  }

  @Test
  void machineClass_virtualEpyc_namesSystemProcessorCoresAndMemory() throws IOException {
    file(
        "proc/cpuinfo",
        """
        processor\t: 0
        vendor_id\t: AuthenticAMD
        cpu family\t: 25
        model\t\t: 17
        model name\t: AMD EPYC
        stepping\t: 1
        flags\t\t: fpu sse hypervisor lm

        processor\t: 1
        model\t\t: 17
        """);
    file("proc/meminfo", "MemTotal:       24683744 kB\nMemFree: 1 kB\n");

    Machine machine = read("Linux", "amd64", 2);

    assertThat(machine.machineClass()).isEqualTo("linux-amd64-amd-epyc-f25m17-2c-24g");
    assertThat(machine.hypervisor()).isTrue();
    assertThat(machine.machineCores()).isEqualTo(2);
    assertThat(machine.memoryBytes()).isEqualTo(24683744L * 1024);
    assertThat(machine.cgroupCpuCores()).isNull();
  }

  @Test
  void machineClass_marketingName_leavesOutClockAndTradeMarks() throws IOException {
    file(
        "proc/cpuinfo",
        "processor : 0\nvendor_id : GenuineIntel\ncpu family : 6\nmodel : 85\n"
            + "model name : Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz\n");
    file("proc/meminfo", "MemTotal: 4194304 kB\n");

    assertThat(read("Linux", "amd64", 8).machineClass())
        .isEqualTo("linux-amd64-intel-xeon-platinum-8259cl-f6m85-8c-4g");
  }

  @Test
  void machineClass_nothingKnown_isStillAPathSafeName() {
    assertThat(read("Mac OS X", "aarch64", 10).machineClass())
        .matches("darwin-aarch64-10c-[0-9]+g");
  }

  @Test
  void read_cgroupTwo_limitsAreTaken() throws IOException {
    file("proc/meminfo", "MemTotal: 16777216 kB\n");
    file("sys/fs/cgroup/cpu.max", "150000 100000\n");
    file("sys/fs/cgroup/memory.max", "4294967296\n");

    Machine machine = read("Linux", "amd64", 2);

    assertThat(machine.cgroupCpuCores()).isEqualTo(1.5);
    assertThat(machine.cgroupMemoryBytes()).isEqualTo(4L << 30);
    assertThat(machine.machineClass()).endsWith("-2c-4g");
  }

  @Test
  void read_cgroupOneWithoutLimit_isNoLimit() throws IOException {
    file("proc/meminfo", "MemTotal: 16777216 kB\n");
    file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

    Machine machine = read("Linux", "amd64", 2);

    assertThat(machine.cgroupCpuCores()).isNull();
    assertThat(machine.cgroupMemoryBytes()).isNull();
  }

  @Test
  void current_thisMachine_hasAPathSafeClass() {
    assertThat(Machine.current().machineClass()).matches("[a-z0-9]+(-[a-z0-9]+)+");
  }
}
