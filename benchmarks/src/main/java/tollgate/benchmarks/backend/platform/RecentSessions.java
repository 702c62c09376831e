package tollgate.benchmarks.backend.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that were used last, so that the database need not be asked for them. Their number
 * is bounded: people log in all the time, and nobody says when they leave.
 */
final class RecentSessions {
  private final Map<String, Long> agents;

  /**
   * None yet.
   *
   * @param most how many are kept
   */
  RecentSessions(int most) {
    this.agents = new Latest(most);
  }

  private static final class Latest extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Latest(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > most;
    }
  }

  /** The agent that a token belongs to; null when that is not known here. */
  synchronized @Nullable Long agent(String token) {
    return agents.get(token);
  }

  synchronized void remember(String token, long agent) {
    agents.put(token, agent);
  }

  /** An agent's sessions have ended. */
  synchronized void forget(long agent) {
    agents.values().removeIf(each -> each == agent);
  }

  synchronized int size() {
    return agents.size();
  }
}
