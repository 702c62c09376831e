package tollgate.benchmarks.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small file system of its own, which can be filled to its last block. It lies in memory (tmpfs),
 * but writing to it when it is full fails as on any disk: ENOSPC.
 */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK_BYTES = 4_096;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one.
   *
   * @param megabytes its size
   * @param reaper unmounts it when this JVM dies
   * @throws BackendException where that is not allowed or not possible, in one line
   */
  static SmallDisk mount(int megabytes, Reaper reaper) {
    String failed = "a disk that is full cannot be made here, which takes root and Linux: ";
    try {
      Path directory = Files.createTempDirectory("tollgate-disk-");
      reaper.watchMount(directory);
      List<String> said =
          run(
              "mount",
              "-t",
              "tmpfs",
              "-o",
              "size=" + megabytes + "m,mode=0700",
              "tollgate",
              directory.toString());
      if (!said.isEmpty()) {
        Files.delete(directory);
        throw new BackendException(failed + said.get(0));
      }
      return new SmallDisk(directory);
    } catch (IOException e) {
      throw new BackendException(failed + Lines.of(e), e);
    }
  }

  /** What the command complained of; nothing when it succeeded. */
  private static List<String> run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      List<String> said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of(command[0] + " does not end");
      }
      if (process.exitValue() == 0) {
        return List.of();
      }
      return said.isEmpty() ? List.of(command[0] + ": exit code " + process.exitValue()) : said;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }

  /** A directory on it, made by the first call. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  /**
   * Writes until nothing more fits.
   *
   * @throws IOException when writing fails for any other reason
   */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    // Unbuffered: a buffer would be lost in the end.
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.getFileStore(directory).getUsableSpace() >= BLOCK_BYTES) {
        throw e;
      }
    }
  }

  /** Gives the room back; does nothing when it was not taken. */
  void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  /** Unmounts it, with all that is on it. */
  @Override
  public void close() {
    try {
      // Lazily: a process that is about to end may still have a file open.
      List<String> said = run("umount", "-l", directory.toString());
      if (said.isEmpty()) {
        Files.deleteIfExists(directory);
      } else {
        System.err.println("WARNING: " + directory + " cannot be unmounted: " + said.get(0));
      }
    } catch (IOException e) {
      System.err.println("WARNING: " + directory + " cannot be unmounted: " + Lines.of(e));
    }
  }
}
