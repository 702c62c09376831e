package tollgate.harness.process;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import planted.Slowdown;

/**
 * One slow-down.
 *
 * @param benchmark what is measured, as JMH selects it
 * @param throughHop whether its database is behind a {@link DelayedHop}
 * @param cause the right one, as the gate's JSON names it
 * @param words that the gate's sentence must hold as well
 * @param type the class that is changed; empty where no code is
 * @param method which of its methods; null where no code is changed
 * @param advice what they do first
 */
record Plant(
    String name,
    Way way,
    String benchmark,
    int threads,
    List<String> parameters,
    boolean throughHop,
    String cause,
    String words,
    String type,
    @Nullable ElementMatcher<? super MethodDescription> method,
    Class<?> advice) {

  private static final String PREPARED = "org.postgresql.jdbc.PgPreparedStatement";

  /** How a plant slows. */
  enum Way {
    JAR,
    HOP,
    NEIGHBOUR
  }

  static final List<Plant> ALL =
      List.of(
          inJar("a lock", 8, "monitor", "", "executeQuery", Locking.class),
          inJar("a sleep", 8, "sleep", "", "executeQuery", Sleeping.class),
          inJar("extra computing", 1, "cpu", "", "executeQuery", Computing.class),
          inJar("allocation", 1, "cpu", "allocation grew", "executeQuery", Allocating.class),
          new Plant(
              "a slow query",
              Way.JAR,
              "query\\.PointRead\\.",
              1,
              List.of("access=HELD"),
              false,
              "databaseSocket",
              "",
              "org.postgresql.jdbc.PgConnection",
              named("prepareStatement").and(takesArguments(String.class)),
              Querying.class),
          new Plant(
              "a smaller pool",
              Way.JAR,
              "query\\.PointRead\\.",
              8,
              List.of("access=POOLED"),
              true,
              "poolWait",
              "",
              "com.zaxxer.hikari.HikariConfig",
              named("setMaximumPoolSize"),
              Pooling.class),
          new Plant(
              "a slow network hop",
              Way.HOP,
              "query\\.PointRead\\.",
              2,
              List.of("access=HELD"),
              true,
              "databaseSocket",
              "",
              "",
              null,
              Object.class),
          new Plant(
              "a neighbour on the processors",
              Way.NEIGHBOUR,
              "pool\\.PoolCycle\\.",
              2,
              List.of("driver=STUB"),
              false,
              "runQueue",
              "",
              "",
              null,
              Object.class));

  private static Plant inJar(
      String name, int threads, String cause, String words, String method, Class<?> advice) {
    return new Plant(
        name,
        Way.JAR,
        "query\\.PointRead\\.",
        threads,
        List.of("access=HELD"),
        false,
        cause,
        words,
        PREPARED,
        named(method).and(takesArguments(0)),
        advice);
  }

  /** Runs first in the planted method, as the others here. */
  static final class Locking {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.lock();
    }
  }

  static final class Sleeping {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.sleep();
    }
  }

  static final class Computing {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.compute();
    }
  }

  static final class Allocating {
    @Advice.OnMethodEnter
    static void enter() {
      Slowdown.allocate();
    }
  }

  static final class Querying {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) String sql) {
      sql = Slowdown.query(sql);
    }
  }

  static final class Pooling {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) int size) {
      size = Slowdown.connections(size);
    }
  }
}
