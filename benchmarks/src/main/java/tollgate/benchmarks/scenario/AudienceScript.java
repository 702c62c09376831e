package tollgate.benchmarks.scenario;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Work;

/**
 * Users who think, act, wait for the answer, and think again: a closed loop, in which a slow
 * platform is asked less. A response counts from when a user asked.
 */
final class AudienceScript implements Script {
  private static final int STATE_BYTES = 1_000;
  private static final long SEED = 5;
  private static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Stage stage;
  private final Population people;
  private final Audience audience;
  private final double pace;
  private final long lengthNanos;
  private final Tally tally;
  private final Map<Persona, Histogram> responses = new EnumMap<>(Persona.class);
  private final List<Watcher> watchers = new ArrayList<>();
  private volatile long startNanos;
  private double delivered = Double.NaN;
  private int shot;

  /**
   * Opens the watchers' connections.
   *
   * @param pace by which think times are multiplied
   */
  AudienceScript(Stage stage, Population people, Audience audience, double pace, long lengthNanos) {
    if (!(pace >= 0)) {
      throw new IllegalArgumentException("pace must not be negative");
    }
    this.stage = stage;
    this.people = people;
    this.audience = audience;
    this.pace = pace;
    this.lengthNanos = lengthNanos;
    this.tally = new Tally(people.users());
    for (Persona persona : Persona.values()) {
      Histogram own = Tally.histogram();
      responses.put(persona, own);
      Tally.report("persona." + persona.label(), own, 95);
    }
    Metrics.derived("updates.delivered.percent", "%", all -> delivered);
  }

  Tally tally() {
    return tally;
  }

  @Override
  public int users() {
    return people.users();
  }

  @Override
  public void prepare() throws CallFailed, SQLException {
    people.begin(OpenLoop.Limits.NONE.global(), OpenLoop.Limits.NONE.user());
    for (int i = 0; i < audience.watchers(users()); i++) {
      watchers.add(Watcher.watch(Backends.platform()));
    }
    tally.memoryBefore(people.usage(true));
  }

  @Override
  public void start() {
    shot++;
    startNanos = System.nanoTime();
    tally.begin(startNanos);
    responses.values().forEach(Histogram::reset);
  }

  @Override
  public void user(int index) throws CallFailed {
    Member member = people.join(index);
    Persona persona = audience.persona(index);
    SplittableRandom random = new SplittableRandom(SEED + 1_000L * shot + index);
    long end = startNanos + lengthNanos;
    int deeds = 0;
    // Everyone does at least one thing, however short the shot.
    while ((deeds == 0 || System.nanoTime() < end) && !stage.isOver()) {
      long think = (long) (pace * persona.nextThinkNanos(random));
      if (deeds == 0) {
        think = Math.min(think, lengthNanos / 2);
      } else if (System.nanoTime() + think >= end) {
        // Still thinking when the shot is over.
        Work.pause(end - System.nanoTime());
        return;
      }
      Work.pause(think);
      perform(index, member, persona, random);
      deeds++;
    }
  }

  private void perform(int index, Member member, Persona persona, SplittableRandom random) {
    Persona.Deed deed = persona.nextDeed(random);
    long asked = System.nanoTime();
    try {
      perform(member, deed, random);
      long now = System.nanoTime();
      tally.success(index, now - asked, 0, now);
      Histogram own = Objects.requireNonNull(responses.get(persona));
      synchronized (own) {
        own.recordValue(now - asked);
      }
    } catch (CallFailed e) {
      long now = System.nanoTime();
      tally.failure(index, e.kind(), now - asked, now);
    }
  }

  private static void perform(Member member, Persona.Deed deed, SplittableRandom random)
      throws CallFailed {
    switch (deed) {
      case LOGIN -> member.login();
      case HEALTH -> member.health();
      case STATS -> member.stats();
      case SEARCH -> member.search(random);
      case TRAVERSE -> member.traverse(random);
      case LOAD_STATE -> member.loadState();
      case SAVE_STATE -> member.saveState(STATE_BYTES);
      case CHECKPOINT -> member.checkpoint();
      case CONVERSE -> converse(member, false);
      case CONVERSE_COMPLEX -> converse(member, true);
      case MISTAKE -> member.mistake();
    }
  }

  private static void converse(Member member, boolean complex) throws CallFailed {
    member.converse(conversation -> member.say(conversation, "a message", complex));
  }

  @Override
  public String progress() {
    double seconds = Math.max(System.nanoTime() - startNanos, 1) / 1e9;
    Pulse pulse = tally.pulse();
    return String.format(
        Locale.ROOT,
        "%.0f of %.0f s, achieved %.1f/s, %s",
        seconds,
        lengthNanos / 1e9,
        pulse.ended() / seconds,
        pulse.text());
  }

  @Override
  public void end() throws Exception {
    tally.memoryAfter(people.usage(true));
    delivered = delivered();
    for (Watcher watcher : watchers) {
      watcher.close();
    }
    watchers.clear();
    people.verify();
  }

  /** Each watcher gets each message and each state that was acknowledged. */
  private double delivered() {
    if (watchers.isEmpty()) {
      return Double.NaN;
    }
    long expected = people.acknowledged().events() * watchers.size();
    long deadline = System.nanoTime() + DELIVERY_NANOS;
    while (seen() < expected && System.nanoTime() < deadline) {
      Work.pause(TimeUnit.MILLISECONDS.toNanos(5));
    }
    if (tally.successPercent() == 100) {
      Check.equal("updates.delivered", expected, seen());
    }
    return expected == 0 ? Double.NaN : 100.0 * seen() / expected;
  }

  private long seen() {
    return watchers.stream().mapToLong(Watcher::events).sum();
  }

  @Override
  public void close() throws Exception {
    for (Watcher watcher : watchers) {
      watcher.close();
    }
    people.close();
  }
}
