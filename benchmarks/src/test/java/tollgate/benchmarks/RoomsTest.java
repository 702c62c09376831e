package tollgate.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room may use which. */
class RoomsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes/tollgate"));
  private static final String ROOT = "tollgate.benchmarks.";
  private static final String[] BENCHMARK_ROOMS = {
    ROOT + "pool..",
    ROOT + "query..",
    ROOT + "websocket..",
    ROOT + "coordination..",
    ROOT + "scenario.."
  };

  @ParameterizedTest
  @ValueSource(strings = {"pool", "query", "websocket", "coordination", "scenario"})
  void benchmarkRoom_always_usesOnlyBackendDomainAndMeasure(String room) {
    classes()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                    "tollgate..")
                .or(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                        ROOT + room + "..",
                        "tollgate.benchmarks.backend",
                        "tollgate.benchmarks.backend.fault",
                        "tollgate.benchmarks.domain",
                        "tollgate.benchmarks.measure",
                        // A benchmark shows its lock to the probe that looks at it.
                        "tollgate.probe.lock")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"measure", "domain", "backend"})
  void foundation_always_usesNoBenchmarkRoom(String room) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BENCHMARK_ROOMS)
        .check(CLASSES);
  }

  @Test
  void backend_always_usesNothingOfTheDomainButItsSchema() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "backend..")
        .should()
        .dependOnClassesThat(
            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                    ROOT + "domain..", ROOT + "measure..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName(
                            "Schema"))))
        .check(CLASSES);
  }

  @Test
  void rooms_always_formNoCycle() {
    slices().matching("tollgate.benchmarks.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
