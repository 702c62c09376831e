package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.backend.fault.Fault;
import tollgate.benchmarks.backend.fault.FaultProxy;
import tollgate.benchmarks.domain.WrongAnswer;

/** What users hold against the platform is what it acknowledged, and nothing else. */
class PopulationIT {
  private FaultProxy proxy;
  private Population people;

  @BeforeEach
  void open() throws Exception {
    PlatformAddress platform = Backends.platform();
    proxy =
        FaultProxy.start(
            new InetSocketAddress(platform.http("/").getHost(), platform.http("/").getPort()));
    people = Population.open(3, PlatformAddress.local(proxy.port()), Duration.ofMillis(500));
  }

  @AfterEach
  void close() throws Exception {
    people.close();
    proxy.close();
  }

  private long active() throws Exception {
    return people.number(
        "select count(*) from tollgate.platform_conversations where stopped_at is null");
  }

  @Test
  void verify_startWhoseAnswerWasLost_isStoppedAndNoFault() throws Exception {
    Member member = people.join(0);
    proxy.set(new Fault.HalfOpen());
    CallFailed failed = catchThrowableOfType(CallFailed.class, () -> member.startConversation(0));
    proxy.set(new Fault.None());
    // Until the client has noticed that its connections were cut.
    Thread.sleep(200);
    assertThat(failed.kind()).isEqualTo(Failure.TIMEOUT);

    people.verify();

    assertThat(active()).isZero();
    assertThat(people.number("select count(*) from tollgate.platform_conversations")).isEqualTo(1);
  }

  @Test
  void verify_conversationThatNobodyStopped_fails() throws Exception {
    people.join(1).startConversation(0);

    assertThatThrownBy(people::verify)
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("conversations.left");
  }

  @Test
  void verify_startOrStopThatIsNotStored_fails() throws Exception {
    long conversation = people.join(1).startConversation(0);
    people.acknowledged().conversations().stopped(conversation);
    assertThatThrownBy(people::verify).hasMessageContaining("ledger.stops");

    people.begin(10, 10);
    people.acknowledged().conversations().started(conversation + 1_000);
    assertThatThrownBy(people::verify).hasMessageContaining("ledger.starts");
  }

  @Test
  void saveState_afterOneThatWasLost_fails() throws Exception {
    Member member = people.join(2);
    member.saveState(100);
    loseASave();

    assertThatThrownBy(() -> member.saveState(100))
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("state.version");
  }

  @Test
  void verify_saveThatALaterOneHides_fails() throws Exception {
    people.join(2).saveState(100);
    people.join(2).saveState(100);
    people.verify();
    loseASave();

    assertThatThrownBy(people::verify)
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("ledger.version");
  }

  /** The third user's state is as if one save fewer had been applied, but not an older one. */
  private void loseASave() throws Exception {
    people.number(
        "update tollgate.agent_state set version = version - 1 where agent_id = 3"
            + " returning version");
  }

  @Test
  void warmUp_wrongAnswer_isThrown() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/health", PopulationIT::answerOddly);
    server.start();
    try {
      PlatformAddress odd = PlatformAddress.local(server.getAddress().getPort());

      assertThatThrownBy(() -> people.warmUp(odd, TimeUnit.SECONDS.toNanos(20)))
          .isInstanceOf(WrongAnswer.class)
          .hasMessageContaining("health.status");
    } finally {
      server.stop(0);
    }
  }

  private static void answerOddly(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] answer = "{\"status\":\"odd\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Test
  void verify_checkpointOfAnEarlierShot_doesNotStandForALaterOne() throws Exception {
    Member member = people.join(2);
    member.saveState(100);
    member.checkpoint();
    people.verify();
    long version =
        people.number("select max(version) from tollgate.checkpoints where agent_id = 3");
    long takenAt =
        people.number(
            "select (extract(epoch from taken_at) * 1000000)::bigint from tollgate.checkpoints"
                + " where agent_id = 3 and version = "
                + version);

    people.acknowledged().checkpoint(3, version, takenAt + 1);

    assertThatThrownBy(people::verify).hasMessageContaining("ledger.checkpoints");
  }

  @Test
  void checkpoint_again_replacesTheEarlierOne() throws Exception {
    Member member = people.join(2);
    member.saveState(100);
    for (int i = 0; i < 3; i++) {
      member.checkpoint();
      people.verify();
    }
  }

  @Test
  void stopConversation_unknownOrOfAnother_isRejectedAndRepeatedIsNot() throws Exception {
    long conversation = people.join(0).startConversation(0);

    assertThat(
            catchThrowableOfType(
                    CallFailed.class, () -> people.join(1).stopConversation(conversation))
                .kind())
        .isEqualTo(Failure.REJECTED);
    assertThat(active()).isEqualTo(1);
    assertThat(
            catchThrowableOfType(
                    CallFailed.class, () -> people.join(0).stopConversation(1_000_000_000))
                .kind())
        .isEqualTo(Failure.REJECTED);
    people.join(0).stopConversation(conversation);
    people.join(0).stopConversation(conversation);
    assertThat(active()).isZero();
    assertThat(people.number("select active from tollgate.platform_totals")).isZero();
  }

  @Test
  void sessions_afterAReset_stayGoodUntilThePasswordIsSetAnew() throws Exception {
    Member before = people.join(0);
    people.begin(10, 10);
    before.stats();
    assertThat(sessionsOfTheFirst()).isEqualTo(1);

    Population others = Population.open(1);

    assertThat(sessionsOfTheFirst()).isEqualTo(1);
    assertThat(catchThrowableOfType(CallFailed.class, before::stats).kind())
        .isEqualTo(Failure.REJECTED);
    others.join(0).stats();
    others.close();
  }

  private long sessionsOfTheFirst() throws Exception {
    return people.number("select count(*) from tollgate.platform_sessions where agent_id = 1");
  }

  @Test
  void usage_lookedAt_keepsThePeakUntilAReset() throws Exception {
    for (int i = 0; i < 50; i++) {
      people.join(0).stats();
    }
    long peak = people.usage(false).path("heapPeakBytes").asLong();
    assertThat(people.usage(true).path("heapPeakBytes").asLong()).isGreaterThanOrEqualTo(peak);
    long settled = people.usage(true).path("heapUsedBytes").asLong();
    assertThat(people.usage(true).path("heapPeakBytes").asLong())
        .isGreaterThanOrEqualTo(peak)
        .isGreaterThan(settled);
  }
}
