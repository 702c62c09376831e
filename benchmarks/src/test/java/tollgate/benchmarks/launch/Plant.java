package tollgate.benchmarks.launch;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.undertow.websockets.core.WebSocketChannel;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A change to one method of a class in the jar. */
@SuppressWarnings("ImmutableEnumChecker") // Byte Buddy's matchers do not change.
enum Plant {
  /** A connection that two borrow. */
  LENT_TWICE(
      "com.zaxxer.hikari.util.ConcurrentBag",
      named("borrow").and(takesArguments(2)),
      LentTwice.class),

  /** A connection that does not come back. */
  NOT_RETURNED("com.zaxxer.hikari.util.ConcurrentBag", named("requite"), SkipOnce.class),

  /** A message that the hub does not send. */
  NOT_SENT("io.undertow.websockets.core.WebSockets", Plant.sendText(), Skip.class),

  /** A message that the hub sends twice. */
  SENT_TWICE("io.undertow.websockets.core.WebSockets", Plant.sendText(), SentTwice.class),

  /** A task that two agents get from the queue in memory. */
  CLAIMED_TWICE("tollgate.benchmarks.coordination.MemoryQueue", named("claim"), SameAgain.class),

  /** A task that the hub takes for another. */
  MISTAKEN("tollgate.benchmarks.backend.hub.TaskRoom", named("put"), Mistaken.class),

  /** A task of a dead agent that two others get. */
  INHERITED_TWICE("tollgate.benchmarks.coordination.Supervisor", named("next"), SameAgain.class),

  /** Rows that are claimed without being locked. */
  NOT_LOCKED(
      "org.postgresql.jdbc.PgConnection",
      named("prepareStatement").and(takesArguments(String.class)),
      WithoutLock.class),

  /** A transaction that is undone where it should be committed. */
  NOT_COMMITTED("org.postgresql.jdbc.PgConnection", named("commit"), RolledBack.class),

  /** A vote that counts as two. */
  COUNTED_TWICE("tollgate.benchmarks.coordination.Ballot", named("vote"), Doubled.class),

  /** A message that never reaches its inbox. */
  NOT_DELIVERED("tollgate.benchmarks.coordination.Consensus", named("deliver"), SkipOnce.class);

  final String type;
  final ElementMatcher<? super MethodDescription> method;
  final Class<?> advice;

  Plant(String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
    this.type = type;
    this.method = method;
    this.advice = advice;
  }

  /** The one of its namesakes that the hub uses. */
  private static ElementMatcher<? super MethodDescription> sendText() {
    return named("sendText")
        .and(takesArguments(4))
        .and(takesArgument(0, ByteBuffer.class))
        .and(takesArgument(3, Object.class));
  }

  static final class Skip {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
      return Misdeeds.due();
    }
  }

  static final class SkipOnce {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter() {
      return Misdeeds.dueOnce();
    }
  }

  static final class LentTwice {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This Object bag,
        @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object entry) {
      entry = Misdeeds.lentTwice(bag, entry);
    }
  }

  static final class SameAgain {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object task) {
      task = Misdeeds.sameAgain(task);
    }
  }

  static final class Mistaken {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC)
            @Nullable Object task) {
      task = Misdeeds.sameAgain(task);
    }
  }

  static final class SentTwice {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) ByteBuffer message, @Advice.Argument(1) WebSocketChannel channel) {
      Misdeeds.sendExtra(message, channel);
    }
  }

  static final class WithoutLock {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) String sql) {
      sql = Misdeeds.withoutLock(sql);
    }
  }

  static final class RolledBack {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This Connection connection) throws SQLException {
      return Misdeeds.rollBack(connection);
    }
  }

  static final class Doubled {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) int votes) {
      votes = Misdeeds.due() ? 2 * votes : votes;
    }
  }
}
