package tollgate.harness.process;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import planted.Slowdown;

/** A copy of a jar in which one method of a library calls {@link Slowdown} first. */
final class PlantedJar {

  private PlantedJar() {}

  /**
   * Plants.
   *
   * @param source the jar, left as it is
   * @param target its copy
   * @param type binary name of the class that is changed
   * @param method which of its methods
   * @param advice what they do first
   */
  static Path build(
      Path source,
      Path target,
      String type,
      ElementMatcher<? super MethodDescription> method,
      Class<?> advice)
      throws IOException {
    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    byte[] changed;
    try (JarFile jar = new JarFile(source.toFile());
        ClassFileLocator classes = new ClassFileLocator.ForJarFile(jar);
        ClassFileLocator usual = ClassFileLocator.ForClassLoader.ofPlatformLoader()) {
      ClassFileLocator all = new ClassFileLocator.Compound(classes, usual);
      TypeDescription found = TypePool.Default.of(all).describe(type).resolve();
      changed =
          new ByteBuddy()
              .redefine(found, all)
              .visit(Advice.to(advice).on(method))
              .make()
              .getBytes();
    }
    try (FileSystem files = FileSystems.newFileSystem(target)) {
      put(files, type, changed);
      String helper = Slowdown.class.getName();
      put(files, helper, ClassFileLocator.ForClassLoader.read(Slowdown.class));
    }
    return target;
  }

  private static void put(FileSystem files, String type, byte[] code) throws IOException {
    Path place = files.getPath("/" + type.replace('.', '/') + ".class");
    Files.createDirectories(place.getParent());
    Files.write(place, code);
  }
}
