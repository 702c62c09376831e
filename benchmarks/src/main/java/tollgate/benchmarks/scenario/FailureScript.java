package tollgate.benchmarks.scenario;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.WrongAnswer;
import tollgate.benchmarks.measure.Work;

/** An open loop on a site of its own, with a trouble on its time line. */
final class FailureScript implements Script {
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_MILLIS = 50;

  /**
   * As behind a load balancer: a platform that is cold gets no users yet. This is longer than the
   * first platform was warmed up, which what comes after is compared with: half as many do it.
   */
  private static final long READINESS_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final FragileSite site;
  private final Population people;
  private final OpenLoop loop;
  private final Aftermath aftermath;
  private final Degradation degradation;
  private final Trouble trouble;
  private final Map<Long, Long> conversations = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<Void> suffering;

  /**
   * Prepares nothing yet.
   *
   * @param people who use the site
   * @param aftermath knows when the trouble is to begin and to end
   * @param degradation sees what users meet
   */
  FailureScript(
      Stage stage,
      FragileSite site,
      Population people,
      Trouble trouble,
      Schedule schedule,
      Aftermath aftermath,
      Degradation degradation) {
    this.site = site;
    this.people = people;
    this.trouble = trouble;
    this.aftermath = aftermath;
    this.degradation = degradation;
    this.loop =
        new OpenLoop(
            stage,
            people,
            schedule,
            OpenLoop.Limits.NONE,
            (member, arrival, random) -> {
              long conversation = Objects.requireNonNull(conversations.get(member.agent()));
              degradation.watch(
                  FailureRecovery.reads(arrival),
                  () -> FailureRecovery.act(member, arrival, conversation, random));
              return 0;
            },
            observed());
  }

  private OpenLoop.Observer observed() {
    return new OpenLoop.Observer() {
      @Override
      public void begin(long startNanos) {
        aftermath.begin();
        degradation.begin();
      }

      @Override
      public void served(int arrival, long dueNanos, long responseNanos) {
        aftermath.ended(arrival, dueNanos, responseNanos);
      }

      @Override
      public void failed(int arrival, long dueNanos, long waitedNanos) {
        aftermath.ended(arrival, dueNanos, -1);
      }

      @Override
      public String phase(long sinceNanos) {
        return aftermath.phase(sinceNanos);
      }

      @Override
      public boolean hasEnough() {
        return aftermath.hasEnough();
      }

      @Override
      public void check(Population all) {
        aftermath.settle();
      }
    };
  }

  @Override
  public int users() {
    return loop.users();
  }

  @Override
  public void prepare() throws CallFailed, SQLException {
    // All of it again: a start that was given up may have been granted.
    again(
        () -> {
          loop.prepare();
          for (int i = 0; i < users(); i++) {
            Member member = people.join(i);
            conversations.put(member.agent(), member.startConversation(0));
          }
        });
  }

  @Override
  public void start() {
    loop.start();
    long start = System.nanoTime();
    suffering =
        CompletableFuture.runAsync(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(start + aftermath.fromNanos() - System.nanoTime());
                site.suffer(
                    trouble,
                    start + aftermath.toNanos(),
                    fresh -> people.warmUp(fresh, READINESS_NANOS),
                    () -> degradation.refused() > 0);
              } catch (WrongAnswer e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException("the trouble could not be made: " + e, e);
              }
            },
            runnable -> {
              Thread thread = new Thread(runnable, "trouble");
              thread.setDaemon(true);
              thread.start();
            });
  }

  @Override
  public void user(int index) throws CallFailed {
    loop.user(index);
  }

  @Override
  public void end() throws Exception {
    await(Objects.requireNonNull(suffering));
    for (int i = 0; i < users(); i++) {
      Member member = people.join(i);
      long conversation = Objects.requireNonNull(conversations.get(member.agent()));
      again(() -> member.stopConversation(conversation));
    }
    Check.that(
        "trouble.writes", people.acknowledged().writes() > 0, "nothing was acknowledged at all");
    loop.end();
    Check.that("trouble.felt", isFelt(), trouble + " did not come about, or nobody met it");
  }

  /** A wrong answer that those got who tried a fresh platform is one like any other. */
  private static void await(CompletableFuture<Void> trouble) throws Exception {
    try {
      trouble.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof WrongAnswer wrong ? wrong : e;
    }
  }

  /** A platform that bears nothing is not tried by it. */
  private boolean isFelt() {
    return switch (trouble.place()) {
      case DISK -> degradation.refused() > 0;
      case SESSIONS -> site.hasStruck();
      default -> site.hasStruck() || aftermath.isFelt();
    };
  }

  @Override
  public String progress() {
    return trouble + ", " + loop.progress();
  }

  /** What has to be done before and after a shot is done as soon as the platform is back. */
  private static void again(Request request) throws CallFailed, SQLException {
    for (int i = 1; ; i++) {
      try {
        request.send();
        return;
      } catch (CallFailed e) {
        if (i == ATTEMPTS) {
          throw e;
        }
        Work.pause(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  @FunctionalInterface
  private interface Request {
    void send() throws CallFailed, SQLException;
  }

  @Override
  public void close() throws Exception {
    try {
      loop.close();
    } finally {
      site.close();
    }
  }
}
