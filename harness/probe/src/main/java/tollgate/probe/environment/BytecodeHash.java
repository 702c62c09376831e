package tollgate.probe.environment;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
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
 * the instrument that can be reached from it, debugging information left out.
 *
 * <p>What belongs to the instrument: of a jar that holds nothing but benchmarks, every class of the
 * same package root, the first two segments of the package, so that a shared helper counts and a
 * library does not. In anyone's jar the product may have the same root, and a change of the product
 * is what is to be measured. There a class counts that lies in a package with benchmarks, where
 * workloads and answers are made, or that knows JMH, as states and their parents do wherever they
 * lie. A product that shares a package with its benchmarks still counts: code alone cannot tell a
 * helper from the product, and to call a change of the helper a change of speed would be worse.
 * JMH's generated stubs are left out: they follow from the class and from JMH, whose version is
 * recorded. The same source compiled by the same javac gives the same hash; a changed comment does
 * not change it, a changed message or an added line of code does.
 */
public final class BytecodeHash {
  private static final String JMH = "org/openjdk/jmh/";

  private final ClassLoader loader;
  private final Predicate<String> excluded;
  private final Optional<Set<String>> packages;

  /**
   * A hash over the classes of a jar of benchmarks.
   *
   * @param loader finds the class files
   * @param excluded binary names of classes that belong to the instrument and not to what is
   *     measured; they and what only they reach do not count
   */
  public BytecodeHash(ClassLoader loader, Predicate<String> excluded) {
    this(loader, excluded, Optional.empty());
  }

  private BytecodeHash(
      ClassLoader loader, Predicate<String> excluded, Optional<Set<String>> packages) {
    this.loader = loader;
    this.excluded = excluded;
    this.packages = packages;
  }

  /**
   * A hash over the classes of a jar that may hold more than benchmarks.
   *
   * @param loader finds the class files
   * @param benchmarks binary names of all classes with benchmarks
   */
  public static BytecodeHash besideProduct(ClassLoader loader, Collection<String> benchmarks) {
    Set<String> packages = new TreeSet<>();
    benchmarks.forEach(name -> packages.add(packageOf(name.replace('.', '/'))));
    return new BytecodeHash(loader, name -> false, Optional.of(packages));
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
        if (file.isEmpty() || !(name.equals(start) || isInstrument(name, file.get()))) {
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

  private boolean isInstrument(String internalName, ClassFile file) {
    return packages.isEmpty()
        || packages.get().contains(packageOf(internalName))
        || file.mentionedClasses().stream().anyMatch(name -> name.startsWith(JMH));
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1);
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
