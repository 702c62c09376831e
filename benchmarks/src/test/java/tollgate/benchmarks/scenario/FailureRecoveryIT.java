package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.benchmarks.backend.fault.Fault;
import tollgate.benchmarks.domain.WrongAnswer;

/**
 * Each trouble once: the platform comes back, and nothing it had acknowledged is lost. A full disk
 * has a test of its own, {@link DiskFullIT}.
 */
@Tag("alone")
class FailureRecoveryIT {
  private static final int USERS = 24;
  private static final double RATE = 80;
  private static final long FROM_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long TO_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /** Far longer than any recovery: a shot ends when the platform has recovered. */
  private static final double SECONDS = 40;

  private static FragileSite site;
  private static Population people;

  @BeforeAll
  static void open() throws Exception {
    site = FragileSite.open();
    people = Population.open(USERS, site.address(), Duration.ofMillis(500));
  }

  @AfterAll
  static void close() throws Exception {
    people.close();
    site.close();
  }

  @ParameterizedTest
  @EnumSource(value = Trouble.class, mode = EnumSource.Mode.EXCLUDE, names = "DATABASE_DISK_FULL")
  void platform_afterTrouble_servesAndHasLostNothing(Trouble trouble) throws Exception {
    Schedule schedule = Schedule.constant(RATE, SECONDS);
    Aftermath aftermath = new Aftermath(schedule, FROM_NANOS, TO_NANOS, 25);
    FailureScript script =
        new FailureScript(
            new Stage(), site, people, trouble, schedule, aftermath, new Degradation());

    long cutBefore = site.cutConnections();

    // Its end compares the ledger with the database, and fails when a write is missing.
    Crowd.perform(script);

    assertThat(people.acknowledged().writes()).isGreaterThan(10);
    assertThat(aftermath.recoveryMillis()).isGreaterThanOrEqualTo(0);
    assertThat(aftermath.successPercent(2)).isGreaterThanOrEqualTo(90);
    if (trouble.fault() instanceof Fault.Reset) {
      assertThat(site.cutConnections()).as("the trouble came about").isGreaterThan(cutBefore);
    }
    // A pool whose connections were cut may find new ones while its users still have patience.
    if (trouble.place() == Trouble.Place.KILL || trouble == Trouble.CLIENT_RESET) {
      assertThat(aftermath.successPercent(1)).as("the trouble was felt").isLessThan(100);
    }
  }

  @Test
  void end_troubleThatIsOverBeforeItBegins_fails() {
    Schedule schedule = Schedule.constant(RATE, 1);
    FailureScript script =
        new FailureScript(
            new Stage(),
            site,
            people,
            Trouble.DATABASE_BACKEND_KILL,
            schedule,
            new Aftermath(schedule, FROM_NANOS, 0, 0),
            new Degradation());

    assertThatThrownBy(() -> Crowd.perform(script))
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("trouble.felt");
  }
}
