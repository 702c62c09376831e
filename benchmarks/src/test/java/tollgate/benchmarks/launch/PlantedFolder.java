package tollgate.benchmarks.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** What stands before the jar on the class path and in for a part of it. */
final class PlantedFolder {
  private static final String INDEXES = "tollgate/benchmarks/domain/indexes.sql";

  private PlantedFolder() {}

  /** A folder with the one class that the plant changes, beside what it holds already. */
  static Path of(Plant plant, Path folder) throws IOException {
    try (JarFile jar = new JarFile(LaunchedRun.JAR.toFile());
        ClassFileLocator classes = new ClassFileLocator.ForJarFile(jar);
        ClassFileLocator usual = ClassFileLocator.ForClassLoader.ofPlatformLoader()) {
      ClassFileLocator all = new ClassFileLocator.Compound(classes, usual);
      byte[] changed =
          new ByteBuddy()
              .redefine(TypePool.Default.of(all).describe(plant.type).resolve(), all)
              .visit(Advice.to(plant.advice).on(plant.method))
              .make()
              .getBytes();
      put(folder, plant.type.replace('.', '/') + ".class", changed);
    }
    return folder;
  }

  /**
   * A folder with other statements for what follows the seeding of the database.
   *
   * @param without lines that hold it are left out; empty for none
   * @param more what is done besides
   */
  static Path ofDatabase(String without, String more, Path folder) throws IOException {
    StringBuilder sql = new StringBuilder();
    try (JarFile jar = new JarFile(LaunchedRun.JAR.toFile());
        InputStream in = jar.getInputStream(jar.getEntry(INDEXES))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> without.isEmpty() || !line.contains(without))
          .forEach(line -> sql.append(line).append('\n'));
    }
    sql.append(more);
    put(folder, INDEXES, sql.toString().getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  private static void put(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
