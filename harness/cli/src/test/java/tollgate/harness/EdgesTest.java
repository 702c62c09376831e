package tollgate.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may touch whom, as docs/architecture.md says. */
final class EdgesTest {

  private static final String ROOT = "tollgate.harness";

  /** Which rooms of ours each room may use. {@code command} may use all. */
  private static final Map<String, String[]> ALLOWED =
      Map.ofEntries(
          Map.entry("model", new String[] {}),
          Map.entry("stats", new String[] {}),
          Map.entry("config", new String[] {"model"}),
          Map.entry("read", new String[] {"model"}),
          Map.entry("verdict", new String[] {"model", "stats", "config"}),
          Map.entry("scaling", new String[] {"model", "stats", "config"}),
          Map.entry("trend", new String[] {"model", "stats", "config"}),
          Map.entry("profile", new String[] {"model", "stats", "config"}),
          Map.entry(
              "render",
              new String[] {"model", "stats", "config", "verdict", "scaling", "profile", "trend"}),
          Map.entry(
              "report",
              new String[] {
                "model", "stats", "config", "verdict", "scaling", "profile", "trend", "render"
              }),
          Map.entry("run", new String[] {"model", "stats", "config"}),
          Map.entry("calibration", new String[] {"model", "stats", "config", "verdict"}),
          Map.entry("baseline", new String[] {"model", "config", "read"}));

  private static final String[] PURE =
      rooms("model", "stats", "verdict", "calibration", "scaling", "profile", "trend");

  private static JavaClasses harness;

  @BeforeAll
  static void importClasses() {
    harness =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  static Stream<String> roomNames() {
    return ALLOWED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("roomNames")
  void room_dependencies_stayInsideWhatItMayTouch(String room) {
    String[] others =
        ALLOWED.keySet().stream()
            .filter(name -> !name.equals(room))
            .filter(name -> !Arrays.asList(ALLOWED.get(room)).contains(name))
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(rooms(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                Stream.concat(Arrays.stream(rooms(others)), Stream.of(ROOT + ".command..", ROOT))
                    .toArray(String[]::new))
            .allowEmptyShould(true);
    rule.check(harness);
  }

  @Test
  void everyClass_package_isARoomOfThisHouse() {
    String[] known =
        Stream.concat(ALLOWED.keySet().stream(), Stream.of("command"))
            .map(room -> ROOT + "." + room + "..")
            .toArray(String[]::new);
    classes().that().resideOutsideOfPackage(ROOT).should().resideInAnyPackage(known).check(harness);
  }

  @Test
  void pureRooms_fileNetworkClockRandomness_areNotTouched() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.File")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\..*(Reader|Stream|Writer)")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.time\\.(Clock|InstantSource)")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
        .check(harness);
  }

  @Test
  void exit_isCalledInMainOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(harness);
  }

  private static String[] rooms(String... names) {
    return Arrays.stream(names).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }
}
