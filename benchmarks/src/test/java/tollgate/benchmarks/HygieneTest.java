package tollgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/**
 * Each benchmark says what it asks, how to run it and what it does not tell, and needs what it
 * names.
 */
class HygieneTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "<pre>\\s*\\{@code java -jar benchmarks/target/benchmarks\\.jar (\\S+) ([^}]*?)\\s*}");
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(java.nio.file.Path.of("target/classes/tollgate"));

  static List<String> classNames() {
    return Suite.classNames();
  }

  @Test
  void suite_built_listsAllFamilies() {
    assertThat(classNames())
        .anyMatch(name -> name.contains(".pool."))
        .anyMatch(name -> name.contains(".query."))
        .anyMatch(name -> name.contains(".websocket."))
        .anyMatch(name -> name.contains(".coordination."))
        .anyMatch(name -> name.contains(".scenario."));
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void javadoc_ofBenchmark_beginsWithAQuestion(String className) {
    String firstParagraph = Suite.javadoc(className).split("\n\n")[0];
    assertThat(firstParagraph).endsWith("?");
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void javadoc_ofBenchmark_hasACommandThatSelectsIt(String className) {
    Matcher command = COMMAND.matcher(Suite.javadoc(className));
    assertThat(command.find()).as("a command in <pre>").isTrue();
    Pattern selected = Pattern.compile(command.group(1));
    assertThat(Suite.benchmarkNames().stream().filter(name -> selected.matcher(name).find()))
        .isNotEmpty()
        .allMatch(name -> name.startsWith(className + "."));
    assertThat(command.group(2)).contains("-t ");
    Matcher param = Pattern.compile("-p (\\w+)=").matcher(command.group(2));
    while (param.find()) {
      assertThat(Suite.source(className)).containsPattern("public \\w+ " + param.group(1) + ";");
    }
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void javadoc_ofBenchmark_saysWhatItDoesNotTell(String className) {
    assertThat(Suite.javadoc(className).replaceAll("\\s+", " ")).contains("not tell");
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void backends_ofBenchmark_areTheOnesItRequires(String className) {
    JavaClass benchmark = CLASSES.get(className);
    Set<Need> declared = EnumSet.noneOf(Need.class);
    benchmark
        .tryGetAnnotationOfType(Requires.class)
        .ifPresent(requires -> declared.addAll(Arrays.asList(requires.value())));
    assertThat(needs(benchmark)).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void benchmark_always_standsAlone(String className) {
    assertThat(CLASSES.get(className).getRawSuperclass().orElseThrow().getName())
        .isEqualTo("java.lang.Object");
    assertThat(CLASSES.get(className).getSubclasses())
        .allMatch(generated -> generated.getPackageName().endsWith(".jmh_generated"));
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void source_ofBenchmark_fitsItsLimit(String className) {
    assertThat(Suite.source(className).lines().count()).isLessThan(300);
  }

  /** What the class, or anything of ours that it uses outside the backends, asks of them. */
  private static Set<Need> needs(JavaClass benchmark) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    Deque<JavaClass> open = new ArrayDeque<>(Set.of(benchmark));
    Set<JavaClass> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      JavaClass current = open.pop();
      for (JavaMethodCall call : current.getMethodCallsFromSelf()) {
        if (call.getTargetOwner().isEquivalentTo(Backends.class)) {
          needs.add(Need.valueOf(call.getName().toUpperCase(Locale.ROOT)));
        }
      }
      current.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith("tollgate.benchmarks"))
          .filter(target -> !target.getPackageName().startsWith("tollgate.benchmarks.backend"))
          .filter(target -> CLASSES.contain(target.getName()))
          .filter(seen::add)
          .forEach(open::push);
    }
    return needs;
  }
}
