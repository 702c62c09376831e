package tollgate.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

class FlameGraphTest {

  private static final Frame POOL = new Frame("com.zaxxer.hikari.HikariPool", "getConnection");

  @Test
  void of_stacksWithACommonCaller_shareItsFrame() {
    FlameGraph graph =
        FlameGraph.of(
            FlameKind.CPU,
            List.of(
                recording(
                    1,
                    activity(Kind.CPU, "", 30, frame("hot"), frame("run")),
                    activity(Kind.CPU, "", 10, frame("warm"), frame("run")))));

    FlameGraph.Node run = graph.root().children().get(0);
    assertThat(graph.root().candidate()).isEqualTo(40);
    assertThat(run.name()).isEqualTo("a.T.run");
    assertThat(run.children())
        .extracting(FlameGraph.Node::name)
        .containsExactly("a.T.hot", "a.T.warm");
    assertThat(run.children()).extracting(FlameGraph.Node::candidate).containsExactly(30.0, 10.0);
  }

  @Test
  void between_twiceTheForks_isNormalisedByOperations() {
    Recording once = recording(2_000_000, activity(Kind.CPU, "", 50, frame("run")));

    FlameGraph graph = FlameGraph.between(FlameKind.CPU, List.of(once, once), List.of(once));

    assertThat(graph.per()).contains("million operations");
    assertThat(graph.root().baseline()).isCloseTo(25, within(1e-9));
    assertThat(graph.root().candidate()).isCloseTo(25, within(1e-9));
  }

  @Test
  void between_operationsUnknownOnOneSide_isPerSecondOnBoth() {
    FlameGraph graph =
        FlameGraph.between(
            FlameKind.CPU,
            List.of(recording(0, activity(Kind.CPU, "", 50, frame("run")))),
            List.of(recording(7, activity(Kind.CPU, "", 70, frame("run")))));

    assertThat(graph.per()).contains("second");
    assertThat(graph.root().baseline()).isCloseTo(25, within(1e-9));
    assertThat(graph.root().candidate()).isCloseTo(35, within(1e-9));
  }

  @Test
  void between_frameOfOneSideOnly_isKeptWithNothingOnTheOther() {
    FlameGraph graph =
        FlameGraph.between(
            FlameKind.CPU,
            List.of(recording(1_000_000, activity(Kind.CPU, "", 5, frame("gone")))),
            List.of(recording(1_000_000, activity(Kind.CPU, "", 9, frame("fresh")))));

    assertThat(graph.root().children())
        .extracting(FlameGraph.Node::name, FlameGraph.Node::baseline, FlameGraph.Node::candidate)
        .containsExactly(tuple("a.T.fresh", 0.0, 9.0), tuple("a.T.gone", 5.0, 0.0));
  }

  @Test
  void of_waits_standOnTheirCauseInTheLedger() {
    FlameGraph graph =
        FlameGraph.of(
            FlameKind.WAIT,
            List.of(
                recording(
                    1,
                    activity(Kind.PARK, "java.util.concurrent.SynchronousQueue", 9_000_000, POOL),
                    activity(
                        Kind.PARK,
                        "java.util.concurrent.locks.ReentrantLock$NonfairSync",
                        4_000_000,
                        frame("lock")),
                    activity(
                        Kind.SOCKET_READ,
                        "h:5432",
                        3_000_000,
                        frame("read"),
                        new Frame("org.postgresql.core.PGStream", "receive")),
                    activity(Kind.SOCKET_READ, "h:80", 2_000_000, frame("read")),
                    activity(Kind.SLEEP, "", 1_000_000, frame("nap")))));

    assertThat(graph.root().children())
        .extracting(FlameGraph.Node::name)
        .containsExactly(
            "[poolWait]", "[lockPark]", "[databaseSocket]", "[otherSocket]", "[sleep]");
    assertThat(graph.root().candidate()).isEqualTo(19);
    assertThat(graph.root().children().get(0).children().get(0).children().get(0).name())
        .isEqualTo("[java.util.concurrent.SynchronousQueue]");
  }

  @Test
  void of_locks_leaveOutWaitsForWork() {
    FlameGraph graph =
        FlameGraph.of(
            FlameKind.LOCK,
            List.of(
                recording(
                    1,
                    activity(
                        Kind.PARK,
                        "java.util.concurrent.SynchronousQueue",
                        9_000_000,
                        frame("take")),
                    activity(Kind.MONITOR, "a.Lock", 2_000_000, frame("enter")))));

    assertThat(graph.root().candidate()).isEqualTo(2);
  }

  @Test
  void pruned_narrowFrames_areLeftOutAndTheWholeStays() {
    FlameGraph graph =
        FlameGraph.of(
                FlameKind.CPU,
                List.of(
                    recording(
                        1,
                        activity(Kind.CPU, "", 999, frame("hot")),
                        activity(Kind.CPU, "", 1, frame("cold")))))
            .pruned(0.01);

    assertThat(graph.root().candidate()).isEqualTo(1000);
    assertThat(graph.root().children())
        .extracting(FlameGraph.Node::name)
        .containsExactly("a.T.hot");
  }

  @Test
  void of_nothingRecorded_isEmpty() {
    assertThat(FlameGraph.of(FlameKind.CPU, List.of(recording(1))).isEmpty()).isTrue();
  }

  private static Recording recording(long operations, Activity... activities) {
    return new Recording("r.jfr", Optional.empty(), operations, 2, List.of(activities), List.of());
  }

  private static Activity activity(Kind kind, String on, long amount, Frame... frames) {
    return new Activity(kind, on, false, List.of(frames), 1, amount);
  }

  private static Frame frame(String method) {
    return new Frame("a.T", method);
  }
}
