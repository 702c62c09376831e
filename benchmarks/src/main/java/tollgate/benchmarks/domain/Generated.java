package tollgate.benchmarks.domain;

import java.util.SplittableRandom;

/**
 * The seeded rows as functions of their identifier, so that the right answer to a query is known
 * without asking the database. Changing any of them needs a new {@link Schema#VERSION}.
 */
public final class Generated {
  /** Distinct values of {@code nodes.attributes ->> 'domain'}. */
  public static final int DOMAINS = 97;

  /** Distinct topic words, one in the body of each node. */
  public static final int TOPICS = 211;

  /** Credits on each account. */
  public static final long CREDITS = 1_000;

  private static final String[] ROLES = {"planner", "researcher", "coder", "reviewer", "operator"};
  private static final String[] STATUSES = {"idle", "active", "active", "suspended"};
  private static final String[] KINDS = {"fact", "belief", "goal", "plan", "observation"};
  private static final String[] RELATIONS = {"supports", "contradicts", "requires", "relates"};
  private static final String[] EVENTS = {"state", "task", "chat", "presence", "graph"};
  private static final String[] WORDS =
      ("agent shared goal signal model market supply demand route plan cost review deploy build"
              + " observe infer merge conflict vote trust budget sensor archive policy risk"
              + " schedule latency region partner contract forecast inventory pricing customer"
              + " incident ticket dataset feature metric threshold alert recovery handover")
          .split(" ");

  private Generated() {}

  private static SplittableRandom random(int table, long id) {
    return new SplittableRandom(0x5bd1e995L * table + id * 0x9e3779b97f4a7c15L);
  }

  /**
   * {@code agents.name}.
   *
   * @param id 1 to the number of agents
   * @return the same text every time
   */
  public static String agentName(long id) {
    return String.format("agent-%07d", id);
  }

  static String agentRole(long id) {
    return ROLES[(int) (id % ROLES.length)];
  }

  static String agentStatus(long id) {
    return STATUSES[random(1, id).nextInt(STATUSES.length)];
  }

  static String agentProfile(long id) {
    SplittableRandom random = random(2, id);
    return String.format(
        "{\"model\":\"m%d\",\"skills\":[\"%s\",\"%s\"],\"temperature\":0.%d}",
        random.nextInt(8), word(random), word(random), random.nextInt(10));
  }

  /**
   * {@code nodes.owner_id}.
   *
   * @param id node identifier
   * @param size of the data set
   * @return an agent's identifier
   */
  public static long nodeOwner(long id, DataSize size) {
    return (id - 1) % size.agents() + 1;
  }

  /**
   * {@code nodes.label}.
   *
   * @param id node identifier
   * @return unique text of about 20 characters
   */
  public static String nodeLabel(long id) {
    SplittableRandom random = random(3, id);
    return word(random) + " " + word(random) + " " + id;
  }

  /**
   * Whether a text is {@link #nodeLabel}; unlike making the label it leaves no garbage in measured
   * code.
   *
   * @param id node identifier
   * @param text any
   * @return true for that label alone
   */
  public static boolean isNodeLabel(long id, String text) {
    SplittableRandom random = random(3, id);
    String first = word(random);
    String second = word(random);
    int digits = first.length() + second.length() + 2;
    int end = text.length();
    for (long rest = id; rest > 0; rest /= 10) {
      if (--end < digits || text.charAt(end) != '0' + rest % 10) {
        return false;
      }
    }
    return end == digits
        && text.startsWith(first)
        && text.charAt(first.length()) == ' '
        && text.startsWith(second, first.length() + 1)
        && text.charAt(digits - 1) == ' ';
  }

  static String nodeKind(long id) {
    return KINDS[(int) (id % KINDS.length)];
  }

  /**
   * The word that the bodies of one in {@value #TOPICS} nodes hold and no other text does.
   *
   * @param topic 0 to {@value #TOPICS} - 1
   * @return a word the English text-search configuration leaves as it is
   */
  public static String topicWord(int topic) {
    return "topic" + topic + "x";
  }

  static int nodeTopic(long id) {
    return (int) (id % TOPICS);
  }

  static int nodeDomain(long id) {
    return (int) (id % DOMAINS);
  }

  static String nodeBody(long id) {
    SplittableRandom random = random(4, id);
    StringBuilder body = new StringBuilder(200).append(topicWord(nodeTopic(id)));
    for (int i = 0; i < 20; i++) {
      body.append(' ').append(word(random));
    }
    return body.toString();
  }

  static String nodeAttributes(long id) {
    SplittableRandom random = random(5, id);
    return String.format(
        "{\"domain\":\"d%d\",\"confidence\":0.%02d,\"tags\":[\"%s\",\"%s\"],\"revision\":%d}",
        nodeDomain(id), random.nextInt(100), word(random), word(random), random.nextInt(20));
  }

  /**
   * {@code nodes.created_at} and every other seeded time: one second apart, oldest first.
   *
   * @param id row identifier
   * @return ISO 8601 with offset
   */
  public static String time(long id) {
    return java.time.Instant.ofEpochSecond(1_750_000_000L + id).toString();
  }

  /**
   * The targets of the edges that leave a node: its successor, which keeps the graph in one piece,
   * and others anywhere.
   *
   * @param id node identifier
   * @param size of the data set
   * @return {@link DataSize#EDGES_PER_NODE} distinct identifiers, never {@code id}
   */
  public static long[] edgeTargets(long id, DataSize size) {
    SplittableRandom random = random(6, id);
    long[] targets = new long[DataSize.EDGES_PER_NODE];
    targets[0] = id % size.nodes() + 1;
    int filled = 1;
    while (filled < targets.length) {
      long target = random.nextInt(size.nodes()) + 1L;
      boolean taken = target == id;
      for (int i = 0; i < filled; i++) {
        taken |= targets[i] == target;
      }
      if (!taken) {
        targets[filled++] = target;
      }
    }
    return targets;
  }

  static String edgeRelation(long source, int index) {
    return RELATIONS[(int) ((source + index) % RELATIONS.length)];
  }

  static String eventKind(long id) {
    return EVENTS[(int) (id % EVENTS.length)];
  }

  static String sentence(int table, long id) {
    SplittableRandom random = random(table, id);
    StringBuilder text = new StringBuilder(80).append(word(random));
    for (int i = 0; i < 8; i++) {
      text.append(' ').append(word(random));
    }
    return text.toString();
  }

  /**
   * An agent's state as a JSON object of about a given size. It holds its own agent and version, so
   * that a reader can tell a torn or misplaced write.
   *
   * @param agent identifier
   * @param version from 1
   * @param bytes at least 64
   * @return ASCII text; the same for the same arguments
   */
  public static String state(long agent, long version, int bytes) {
    SplittableRandom random = random(7, agent * 31 + version);
    StringBuilder json = new StringBuilder(bytes + 32);
    json.append("{\"agent\":").append(agent).append(",\"version\":").append(version);
    json.append(",\"memory\":[\"");
    while (json.length() < bytes - 3) {
      json.append(word(random)).append(random.nextInt(1_000)).append(' ');
      if (random.nextInt(8) == 0) {
        json.append("\",\"");
      }
    }
    return json.append("\"]}").toString();
  }

  private static String word(SplittableRandom random) {
    // The smaller of two draws: early words are common and late ones rare, as in real text.
    return WORDS[Math.min(random.nextInt(WORDS.length), random.nextInt(WORDS.length))];
  }

  /**
   * The rows a search must find.
   *
   * @param count how many
   * @param idSum sum of their identifiers
   */
  public record Matches(long count, long idSum) {}

  /**
   * The identifiers that leave a given remainder: what a topic or a domain selects.
   *
   * @param remainder 0 to {@code modulus} - 1
   * @param modulus {@link #TOPICS} or {@link #DOMAINS}
   * @param rows identifiers run from 1 to this
   * @return how many there are, and their sum
   */
  public static Matches congruent(int remainder, int modulus, int rows) {
    long first = remainder == 0 ? modulus : remainder;
    long count = first > rows ? 0 : (rows - first) / modulus + 1;
    return new Matches(count, count * first + modulus * (count * (count - 1) / 2));
  }
}
