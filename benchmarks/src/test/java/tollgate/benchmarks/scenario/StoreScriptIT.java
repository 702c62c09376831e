package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.RedisAddress;
import tollgate.benchmarks.domain.WrongAnswer;

/** An exhausted pool serves whom it can, refuses the others in time, and is whole again. */
@Tag("alone")
class StoreScriptIT {
  private static final int DEMAND = 200;
  private static final int USERS = 240;
  private static final int POOL = 10;
  private static final int BORROW_MILLIS = 250;
  private static final long FROM_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** So long that no machine can serve all of them in time. */
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private static Store store(StoreExhaustion.Kind kind) throws Exception {
    RedisAddress redis = Backends.redis();
    return kind == StoreExhaustion.Kind.REDIS
        ? RedisStore.open(redis, redis, POOL, BORROW_MILLIS, 5_000, USERS)
        : PostgresStore.open(Backends.postgres(), POOL, BORROW_MILLIS);
  }

  private static StoreScript script(Store store, Schedule schedule, Aftermath aftermath) {
    return new StoreScript(
        new Stage(), store, USERS, schedule, HOLD_NANOS, StoreScript.Incident.NONE, aftermath);
  }

  private static Schedule wave(double secondsAfter) {
    return Schedule.constant(50, 0.3)
        .then(Schedule.bursts(1, DEMAND, 0.001))
        .then(Schedule.constant(60, secondsAfter));
  }

  @ParameterizedTest
  @EnumSource(StoreExhaustion.Kind.class)
  void pool_exhausted_refusesTheRestAndIsWholeAgain(StoreExhaustion.Kind kind) throws Exception {
    // Far longer than any recovery: a shot ends when the pool has recovered.
    Schedule schedule = wave(40);
    Aftermath aftermath = new Aftermath(schedule, FROM_NANOS, FROM_NANOS + 1_000_000, 60);
    try (StoreScript script = script(store(kind), schedule, aftermath)) {

      // Its end fails when a connection or a value is missing.
      Crowd.perform(script);

      long refused = script.borrowers().refused();
      // In 250 ms ten connections are lent seven times at most.
      assertThat(refused).isGreaterThanOrEqualTo(DEMAND - 7 * POOL);
      assertThat(script.tally().successes()).isGreaterThanOrEqualTo(POOL);
      assertThat(script.borrowers().place()).isBetween(0.2, 1.0);
      assertThat(script.borrowers().goneMillis()).isGreaterThanOrEqualTo(0);
      assertThat(aftermath.successPercent(1)).isLessThan(60);
      assertThat(aftermath.successPercent(2)).isGreaterThanOrEqualTo(90);
    }
  }

  @Test
  void end_writeThatIsNotStored_fails() throws Exception {
    Store forgetful =
        new Forwarding(store(StoreExhaustion.Kind.REDIS)) {
          @Override
          public List<Value> stored(int users) throws Exception {
            return super.stored(users).stream()
                .map(value -> value.number() > 0 ? Value.NONE : value)
                .collect(Collectors.toList());
          }
        };
    try (StoreScript script = quiet(forgetful)) {
      assertThatThrownBy(() -> Crowd.perform(script))
          .isInstanceOf(WrongAnswer.class)
          .hasMessageContaining("store.acknowledged");
    }
  }

  @Test
  void end_connectionThatIsNotGivenBack_fails() throws Exception {
    Store leaking =
        new Forwarding(store(StoreExhaustion.Kind.POSTGRES)) {
          @Override
          public int lent() {
            return super.lent() + 1;
          }
        };
    try (StoreScript script = quiet(leaking)) {
      assertThatThrownBy(() -> Crowd.perform(script))
          .isInstanceOf(WrongAnswer.class)
          .hasMessageContaining("store.lent");
    }
  }

  private static StoreScript quiet(Store store) {
    Schedule schedule = Schedule.constant(50, 0.3);
    return script(store, schedule, new Aftermath(schedule, 0, 1, 0));
  }

  /** A store that passes everything on. */
  private static class Forwarding implements Store {
    private final Store store;

    Forwarding(Store store) {
      this.store = store;
    }

    @Override
    public Session borrow() throws CallFailed {
      return store.borrow();
    }

    @Override
    public int lent() {
      return store.lent();
    }

    @Override
    public int connections() {
      return store.connections();
    }

    @Override
    public List<Value> stored(int users) throws Exception {
      return store.stored(users);
    }

    @Override
    public void close() throws Exception {
      store.close();
    }
  }
}
