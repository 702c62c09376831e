package tollgate.probe.environment;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Says whether two runs measured the same code: SHA-256 over a benchmark class and every class of
 * the same package root that can be reached from it, debugging information left out.
 *
 * <p>The package root is the first two segments of the package, so that a shared helper counts and
 * a library does not. JMH's generated stubs are left out: they follow from the class and from JMH,
 * whose version is recorded. The same source compiled by the same javac gives the same hash; a
 * changed comment does not change it, a changed message or an added line of code does.
 */
public final class BytecodeHash {
  private final ClassLoader loader;
  private final Predicate<String> excluded;

  /**
   * A hash over the classes of a class path.
   *
   * @param loader finds the class files
   * @param excluded binary names of classes that belong to the instrument and not to what is
   *     measured; they and what only they reach do not count
   */
  public BytecodeHash(ClassLoader loader, Predicate<String> excluded) {
    this.loader = loader;
    this.excluded = excluded;
  }

  /**
   * The hash of a benchmark class.
   *
   * @param className binary name, such as {@code a.b.Bench}
   * @return 64 hexadecimal digits, or nothing when the class file cannot be found or read
   */
  public Optional<String> of(String className) {
    String start = className.replace('.', '/');
    String root = packageRoot(start);
    Map<String, ClassFile> reached = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(Set.of(start));
    Set<String> seen = new TreeSet<>(open);
    try {
      while (!open.isEmpty()) {
        String name = open.remove();
        Optional<ClassFile> file = load(name);
        if (file.isEmpty()) {
          continue;
        }
        reached.put(name, file.get());
        for (String mentioned : file.get().mentionedClasses()) {
          if (mentioned.startsWith(root) && counts(mentioned) && seen.add(mentioned)) {
            open.add(mentioned);
          }
        }
      }
      return reached.containsKey(start) ? Optional.of(digest(reached)) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A class file of an unknown kind: the run is still worth its figures, without a hash.
      return Optional.empty();
    }
  }

  private boolean counts(String internalName) {
    return !internalName.contains("/jmh_generated/")
        && !excluded.test(internalName.replace('/', '.'));
  }

  private Optional<ClassFile> load(String internalName) throws IOException {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.parse(in.readAllBytes()));
    }
  }

  private static String digest(Map<String, ClassFile> classes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ClassFile file : classes.values()) {
        file.digest(digest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first two segments of the package, or all of a shorter one. */
  static String packageRoot(String internalName) {
    int first = internalName.indexOf('/');
    int second = first < 0 ? -1 : internalName.indexOf('/', first + 1);
    int end = second >= 0 ? second : first;
    return internalName.substring(0, end + 1);
  }
}
