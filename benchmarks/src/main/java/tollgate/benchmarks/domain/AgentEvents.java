package tollgate.benchmarks.domain;

import java.util.SplittableRandom;

/** Messages as agents send them to each other, of five kinds and their usual sizes. */
public final class AgentEvents {
  /** Shares of the kinds in {@link #next}, in percent, and their typical size in characters. */
  private enum Kind {
    PRESENCE(30, 96),
    STATE(30, 256),
    CHAT(20, 512),
    TASK(15, 1_024),
    GRAPH(5, 4_096);

    private final int percent;
    private final int chars;

    Kind(int percent, int chars) {
      this.percent = percent;
      this.chars = chars;
    }
  }

  private AgentEvents() {}

  /**
   * An event of a random kind: presence 30 % of 96 characters, state change 30 % of 256, chat 20 %
   * of 512, task 15 % of 1 kB, graph update 5 % of 4 kB; 443 on average.
   *
   * @param random decides kind and words
   * @param agent who sends
   * @return a JSON object, ASCII
   */
  public static String next(SplittableRandom random, long agent) {
    int draw = random.nextInt(100);
    for (Kind kind : Kind.values()) {
      draw -= kind.percent;
      if (draw < 0) {
        return event(kind, random, agent);
      }
    }
    throw new IllegalStateException("the shares of the kinds do not add up to 100");
  }

  private static String event(Kind kind, SplittableRandom random, long agent) {
    StringBuilder json = new StringBuilder(kind.chars + 64);
    json.append("{\"kind\":\"").append(kind.name().toLowerCase(java.util.Locale.ROOT));
    json.append("\",\"agent\":").append(agent).append(",\"text\":\"");
    while (json.length() < kind.chars - 2) {
      json.append(Generated.sentence(11, random.nextLong())).append(' ');
    }
    json.setLength(kind.chars - 2);
    return json.append("\"}").toString();
  }
}
