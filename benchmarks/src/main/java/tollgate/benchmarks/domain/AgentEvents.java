package tollgate.benchmarks.domain;

import java.util.Locale;
import java.util.SplittableRandom;

/** Messages as agents send them to each other, of five kinds and their usual sizes. */
public final class AgentEvents {
  /** How many events {@link #hundred} makes: as many as there are percent. */
  public static final int EVENTS = 100;

  /** The shortest event: names of kind and sender, and a word. */
  private static final int LEAST_CHARS = 64;

  private static final int MOST_SIZE_PERCENT = 10_000;

  /** What is told, and how many characters that usually takes. */
  private enum Kind {
    PRESENCE(96),
    STATE(256),
    CHAT(512),
    TASK(1_024),
    GRAPH(4_096);

    private final int chars;

    Kind(int chars) {
      this.chars = chars;
    }
  }

  /**
   * How many of a hundred events are of each kind: presence (96 characters), state changes (256),
   * chat (512), tasks (1024), updates of the graph (4096).
   */
  public enum Mix {
    /** Presence 30, state 30, chat 20, task 15, graph 5: 566.4 characters on average. */
    USUAL(30, 30, 20, 15, 5),
    /** Presence 20, state 10, chat 60, task 8, graph 2: 515.84 characters on average. */
    TALK(20, 10, 60, 8, 2),
    /** Presence 5, state 15, chat 10, task 20, graph 50: 2347.2 characters on average. */
    LEARNING(5, 15, 10, 20, 50),
    /** Presence alone. */
    PRESENCE(100, 0, 0, 0, 0),
    /** State changes alone. */
    STATE(0, 100, 0, 0, 0),
    /** Chat alone. */
    CHAT(0, 0, 100, 0, 0),
    /** Tasks alone. */
    TASK(0, 0, 0, 100, 0),
    /** Updates of the graph alone. */
    GRAPH(0, 0, 0, 0, 100);

    private final int presence;
    private final int state;
    private final int chat;
    private final int task;
    private final int graph;

    Mix(int presence, int state, int chat, int task, int graph) {
      this.presence = presence;
      this.state = state;
      this.chat = chat;
      this.task = task;
      this.graph = graph;
    }

    private int percent(Kind kind) {
      return switch (kind) {
        case PRESENCE -> presence;
        case STATE -> state;
        case CHAT -> chat;
        case TASK -> task;
        case GRAPH -> graph;
      };
    }
  }

  private AgentEvents() {}

  /**
   * A hundred events in random order, with the exact shares of a mix, whoever sends them: all
   * senders send as many characters.
   *
   * @param mix shares of the kinds
   * @param sizePercent size of each event against its usual one, 10 to 10,000 percent; none is
   *     shorter than 64 characters
   * @param agent who sends; decides the order and the words
   * @return {@value #EVENTS} JSON objects, ASCII
   * @throws IllegalArgumentException when the size is out of its range
   */
  public static String[] hundred(Mix mix, int sizePercent, long agent) {
    if (sizePercent < 10 || sizePercent > MOST_SIZE_PERCENT) {
      throw new IllegalArgumentException(
          "sizePercent must be 10 to " + MOST_SIZE_PERCENT + ", not " + sizePercent);
    }
    SplittableRandom random = new SplittableRandom(agent);
    String[] events = new String[EVENTS];
    int made = 0;
    for (Kind kind : Kind.values()) {
      int chars = Math.max(LEAST_CHARS, kind.chars * sizePercent / 100);
      for (int i = 0; i < mix.percent(kind); i++) {
        events[made++] = event(kind, chars, random, agent);
      }
    }
    shuffle(events, random);
    return events;
  }

  private static void shuffle(String[] events, SplittableRandom random) {
    for (int last = events.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      String event = events[other];
      events[other] = events[last];
      events[last] = event;
    }
  }

  private static String event(Kind kind, int chars, SplittableRandom random, long agent) {
    StringBuilder json = new StringBuilder(chars + 64);
    json.append("{\"kind\":\"").append(kind.name().toLowerCase(Locale.ROOT));
    json.append("\",\"agent\":").append(agent).append(",\"text\":\"");
    while (json.length() < chars - 2) {
      json.append(Generated.sentence(11, random.nextLong())).append(' ');
    }
    json.setLength(chars - 2);
    return json.append("\"}").toString();
  }
}
