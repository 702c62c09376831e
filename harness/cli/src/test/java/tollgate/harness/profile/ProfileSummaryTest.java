package tollgate.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Activity;
import tollgate.harness.model.Activity.Kind;
import tollgate.harness.model.Frame;
import tollgate.harness.model.Recording;

class ProfileSummaryTest {

  private static final Frame STUB = new Frame("a.jmh_generated.T_m_jmhTest", "m_thrpt_jmhStub");

  @Test
  void of_stacksThatFoldTogether_areAddedUp() {
    ProfileSummary summary =
        summary(
            activity(Kind.CPU, "", true, 60, frame("hot"), frame("lambda$m$1"), STUB),
            activity(Kind.CPU, "", true, 30, frame("hot"), frame("lambda$m$2"), STUB),
            activity(Kind.CPU, "", true, 60, frame("warm"), STUB));

    assertThat(summary.samples()).isEqualTo(150);
    assertThat(summary.hottest().get(0).frames()).containsExactly(frame("hot"), frame("m"));
    assertThat(summary.hottest().get(0).share()).isCloseTo(0.6, within(1e-12));
    assertThat(summary.warnings()).isEmpty();
  }

  @Test
  void of_jmhRecording_waitsOutsideTheBenchmarkDoNotCount() {
    ProfileSummary summary =
        summary(
            activity(Kind.PARK, "Idle", false, 1_000_000, frame("take")),
            activity(Kind.PARK, "Queue", true, 900_000, frame("getTask")),
            activity(Kind.MONITOR, "Lock", true, 10, frame("locked"), STUB));

    assertThat(summary.waits())
        .singleElement()
        .extracting(ProfileSummary.Wait::on)
        .isEqualTo("Lock");
  }

  @Test
  void of_jmhRecording_collectionsCountWhoeverCausedThem() {
    ProfileSummary summary =
        summary(
            activity(Kind.GC_PAUSE, "G1New, G1 Evacuation Pause", false, 5_000_000, frame("gc")),
            activity(Kind.MONITOR, "Lock", true, 10, frame("locked"), STUB));

    assertThat(summary.waits())
        .extracting(ProfileSummary.Wait::kind)
        .containsExactly(Kind.GC_PAUSE, Kind.MONITOR);
  }

  @Test
  void of_recordingOfAnotherMaker_everyWaitCounts() {
    ProfileSummary summary =
        summary(
            activity(Kind.SLEEP, "", false, 5, frame("nap")),
            activity(Kind.SOCKET_READ, "h:1", false, 9, frame("read")));

    assertThat(summary.waits()).extracting(ProfileSummary.Wait::nanos).containsExactly(9L, 5L);
  }

  @Test
  void of_recorderAndHarnessAtWork_isLeftOut() {
    ProfileSummary summary =
        summary(
            activity(Kind.ALLOCATION, "", true, 10, frame("make"), STUB),
            activity(Kind.ALLOCATION, "", false, 900, new Frame("jdk.jfr.internal.X", "y")),
            activity(
                Kind.CPU,
                "",
                false,
                900,
                frame("x"),
                new Frame("org.openjdk.jmh.runner.R", "run")));

    assertThat(summary.allocations()).hasSize(1);
    assertThat(summary.samples()).isZero();
    assertThat(summary.hottest()).isEmpty();
  }

  @Test
  void of_moreThanTheLimit_keepsTheLargest() {
    List<Activity> many = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      many.add(activity(Kind.CPU, "", false, i, frame("f" + i)));
    }

    assertThat(ProfileSummary.of(recording(many), 5).hottest())
        .extracting(ProfileSummary.Hot::amount)
        .containsExactly(20L, 19L, 18L, 17L, 16L);
  }

  @Test
  void of_fewSamples_isSaid() {
    assertThat(summary().warnings()).singleElement().asString().contains("only 0 CPU samples");
  }

  @Test
  void difference_slowedMethod_comesFirstPerOperation() {
    Recording base =
        recording(
            List.of(
                activity(Kind.CPU, "", true, 500, frame("same"), frame("m"), STUB),
                activity(Kind.CPU, "", true, 100, frame("slowed"), frame("n"), STUB)));
    Recording cand =
        recording(
            List.of(
                activity(Kind.CPU, "", true, 510, frame("same"), frame("m"), STUB),
                activity(Kind.CPU, "", true, 400, frame("slowed"), STUB)));

    ProfileDifference difference = ProfileDifference.of(List.of(base), List.of(cand), 3);

    assertThat(difference.perOperation()).isTrue();
    assertThat(difference.cpu().get(0).frame()).isEqualTo(frame("slowed"));
    assertThat(difference.cpu().get(0).delta()).isCloseTo(300, within(1e-9));
    assertThat(difference.cpu().get(0).z()).isCloseTo(300 / Math.sqrt(500), within(1e-9));
  }

  @Test
  void difference_largerThanTheForksSpread_isClear() {
    ProfileDifference difference =
        ProfileDifference.of(
            List.of(slowed(100), slowed(104), slowed(97)),
            List.of(slowed(400), slowed(390), slowed(409)),
            3);

    assertThat(difference.cpu().get(0).frame()).isEqualTo(frame("slowed"));
    assertThat(difference.cpu().get(0).isClear()).isTrue();
    assertThat(difference.cpu())
        .filteredOn(change -> change.frame().equals(frame("same")))
        .allMatch(change -> !change.isClear());
  }

  @Test
  void difference_ofForksThatScatterAsMuch_claimsNothing() {
    ProfileDifference difference =
        ProfileDifference.of(
            List.of(slowed(100), slowed(400), slowed(250)),
            List.of(slowed(390), slowed(90), slowed(300)),
            5);

    assertThat(difference.cpu()).isNotEmpty().noneMatch(ProfileDifference.Change::isClear);
  }

  @Test
  void difference_oneForkASide_isNeverCalledClear() {
    ProfileDifference difference =
        ProfileDifference.of(List.of(slowed(100)), List.of(slowed(10_000)), 5);

    assertThat(difference.cpu()).isNotEmpty().noneMatch(ProfileDifference.Change::isClear);
    assertThat(difference.warnings())
        .anyMatch(warning -> warning.contains("how much forks differ"));
  }

  private static Recording slowed(long samples) {
    return recording(
        List.of(
            activity(Kind.CPU, "", true, 500, frame("same"), STUB),
            activity(Kind.CPU, "", true, samples, frame("slowed"), STUB)));
  }

  private static ProfileSummary summary(Activity... activities) {
    return ProfileSummary.of(recording(List.of(activities)), 5);
  }

  private static Recording recording(List<Activity> activities) {
    return new Recording("r.jfr", Optional.empty(), 1_000_000, 1, activities, List.of());
  }

  private static Activity activity(
      Kind kind, String on, boolean worker, long amount, Frame... frames) {
    return new Activity(kind, on, worker, List.of(frames), 1, amount);
  }

  private static Frame frame(String method) {
    return new Frame("a.T", method);
  }
}
