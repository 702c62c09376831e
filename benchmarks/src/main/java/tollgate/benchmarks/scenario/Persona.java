package tollgate.benchmarks.scenario;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A kind of user: what they do, how often, and how long they think before it. */
enum Persona {
  /** Knows the platform, wants everything, fast. */
  POWER_USER(
      800,
      0.6,
      new Habit(Deed.SEARCH, 30),
      new Habit(Deed.TRAVERSE, 20),
      new Habit(Deed.CONVERSE_COMPLEX, 20),
      new Habit(Deed.SAVE_STATE, 20),
      new Habit(Deed.STATS, 10)),
  /** Looks around, reads long. */
  CASUAL_BROWSER(
      4_000, 1.0, new Habit(Deed.STATS, 40), new Habit(Deed.SEARCH, 50), new Habit(Deed.LOGIN, 10)),
  /** Talks to agents and watches what others do. */
  COLLABORATOR(
      1_500,
      0.8,
      new Habit(Deed.CONVERSE, 50),
      new Habit(Deed.LOAD_STATE, 20),
      new Habit(Deed.SAVE_STATE, 20),
      new Habit(Deed.SEARCH, 10)),
  /** Short visits, logs in again and again. */
  MOBILE_USER(
      2_500,
      1.2,
      new Habit(Deed.LOGIN, 25),
      new Habit(Deed.STATS, 25),
      new Habit(Deed.CONVERSE, 30),
      new Habit(Deed.LOAD_STATE, 20)),
  /** Long, heavy questions. */
  ANALYST(
      2_000,
      0.5,
      new Habit(Deed.TRAVERSE, 50),
      new Habit(Deed.SEARCH, 30),
      new Habit(Deed.STATS, 20)),
  /** Watches over the platform. */
  ADMINISTRATOR(
      1_000,
      0.4,
      new Habit(Deed.HEALTH, 40),
      new Habit(Deed.STATS, 30),
      new Habit(Deed.CHECKPOINT, 20),
      new Habit(Deed.LOAD_STATE, 10));

  /** Of a hundred deeds, those that are done wrong on purpose. */
  private static final int MISTAKES = 2;

  private static final double LONGEST_IN_MEDIANS = 10;

  private final double thinkMillis;
  private final double scatter;
  private final List<Habit> habits;
  private final int total;

  /**
   * One thing a kind of user does.
   *
   * @param weight how often, relative to the persona's others
   */
  record Habit(Deed deed, int weight) {}

  /** What users do. */
  enum Deed {
    LOGIN,
    HEALTH,
    STATS,
    SEARCH,
    TRAVERSE,
    LOAD_STATE,
    SAVE_STATE,
    CHECKPOINT,
    CONVERSE,
    CONVERSE_COMPLEX,
    /** A request that makes no sense, which the platform has to refuse. */
    MISTAKE
  }

  Persona(double thinkMillis, double scatter, Habit... habits) {
    this.thinkMillis = thinkMillis;
    this.scatter = scatter;
    this.habits = List.of(habits);
    this.total = this.habits.stream().mapToInt(Habit::weight).sum();
  }

  List<Habit> habits() {
    return habits;
  }

  /** As in the names of its metrics. */
  String label() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    return words.length == 1
        ? words[0]
        : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
  }

  /** Median time to think before a deed. */
  double thinkMillis() {
    return thinkMillis;
  }

  /**
   * How long to think: log-normal around the median, as people's pauses are, never more than ten
   * times it.
   */
  long nextThinkNanos(SplittableRandom random) {
    double times = Math.min(Math.exp(scatter * random.nextGaussian()), LONGEST_IN_MEDIANS);
    return (long) (thinkMillis * 1e6 * times);
  }

  /** What to do next. */
  Deed nextDeed(SplittableRandom random) {
    if (random.nextInt(100) < MISTAKES) {
      return Deed.MISTAKE;
    }
    int draw = random.nextInt(total);
    for (Habit habit : habits) {
      draw -= habit.weight();
      if (draw < 0) {
        return habit.deed();
      }
    }
    throw new IllegalStateException("weights that do not add up to their sum");
  }
}
