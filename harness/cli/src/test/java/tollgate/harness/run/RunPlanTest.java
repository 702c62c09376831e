package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunPlanTest {

  private static RunPlan plan(List<Integer> threads, String... jmhArguments) {
    return plan(List.of("everything"), threads, jmhArguments);
  }

  private static RunPlan plan(
      List<String> includes, List<Integer> threads, String... jmhArguments) {
    return new RunPlan(
        new JmhJar(Path.of("b.jar"), true),
        Path.of("java"),
        Effort.QUICK,
        threads,
        includes,
        new RunPlan.Recordings(2, 100),
        true,
        List.of(jmhArguments));
  }

  @Test
  void selectsNothing_wordExclusionOrInclude_sayWhichAreMeant() {
    assertThat(plan(List.of(), List.of(), "-p", "x=1").selectsNothing()).isTrue();
    assertThat(plan(List.of(), List.of(), "Echo").selectsNothing()).isFalse();
    assertThat(plan(List.of(), List.of(), "-e", "Echo").selectsNothing()).isFalse();
    assertThat(plan(List.of()).selectsNothing()).isFalse();
  }

  @Test
  void without_someExcluded_areForJmhToLeaveOut() {
    assertThat(plan(List.of(), List.of(), "-p", "x=1").without(List.of("a", "b")).jmhArguments())
        .containsExactly("-p", "x=1", "-e", "a", "-e", "b");
  }

  @Test
  void effort_manyBenchmarksAtOnce_quickTakesFewerForks() {
    assertThat(Effort.QUICK.jmhArguments(40)).isEqualTo(Effort.QUICK.jmhArguments());
    assertThat(Effort.QUICK.jmhArguments(41)).startsWith("-f", "2").hasSize(10);
    assertThat(Effort.STANDARD.jmhArguments(41)).isEqualTo(Effort.STANDARD.jmhArguments());
  }

  @Test
  void only_someBenchmarks_selectsExactlyThoseAtTheirThreadCounts() {
    RunPlan only = plan(List.of(1, 8, 50)).only(List.of("a.B.c", "a.B.c", "a.B.d"), List.of(8, 8));

    assertThat(only.includes()).containsExactly("^\\Qa.B.c\\E$", "^\\Qa.B.d\\E$");
    assertThat(only.threads()).containsExactly(8);
    assertThat(only.record()).isFalse();
    assertThat(only.ledger()).isFalse();
  }

  @Test
  void only_threadsAmongTheJmhArguments_areReplacedAndTheRestStays() {
    RunPlan only = plan(List.of(), "-t", "50", "-p", "x=1").only(List.of("a.B.c"), List.of(48));

    assertThat(only.threads()).containsExactly(48);
    assertThat(only.jmhArguments()).containsExactly("-p", "x=1");
  }
}
