import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.SweepId;

/** What helps against one cause. */
final class Advice {

  private static final double MUCH_FOREIGN = 0.05;

  private Advice() {}

  static String against(Cause cause, LossStack stack, SweepId id) {
    return switch (cause) {
      case CPU -> "Each step computes more than alone: look for retries, spinning and cache misses with `scripts/tollgate profile`.";
      case RUN_QUEUE ->
          othersWork(stack)
              ? String.format(Locale.ROOT,
                  "Give it processors, or spend less of them: other processes%s used %.0f %% of them.",
                  databaseWorks(stack, id) ? ", PostgreSQL's among them," : "",
                  100 * stack.context().foreignBusy())
              : "Give it processors, or spend less of them on each step.";
      case DATABASE_SOCKET -> database(stack);
      case OTHER_SOCKET -> "Fewer round trips: more messages a frame.";
      case POOL_WAIT -> "A larger pool only where the server still has processors; else shorter holds.";
      case MONITOR, LOCK_PARK -> "Shorten what is done under the lock, or split it: more resources than agents.";
      case CONDITION_PARK -> "Agents wait for each other: fewer rounds in step, votes through fewer hands, a task ready before it is asked for.";
      case SLEEP -> "Timers fire late where processors are busy.";
      case SAFEPOINT, JVM_INTERNAL, UNEXPLAINED -> "The JVM itself: look at allocation first.";
    };
  }

  /** Whether other processes take so much of the processors that it must be told. */
  static boolean othersWork(LossStack stack) {
    return stack.context().foreignBusy() > MUCH_FOREIGN;
  }

  /** Whether the database's are among them; the hub, whose share nobody recorded, is another process. */
  static boolean databaseWorks(LossStack stack, SweepId id) {
    return othersWork(stack)
        && !"HUB".equals(id.params().get("queue"))
        && stack.context().database().entrySet().stream().anyMatch(state -> !state.getKey().equals("idle") && state.getValue() > 0);
  }

  /** What the server's processes do decides what helps. */
  private static String database(LossStack stack) {
    Map<String, Double> states = stack.context().database();
    String worst =
        List.of("lock", "wal", "cpu", "io", "lwLock").stream()
            .max(Comparator.comparingDouble(state -> states.getOrDefault(state, 0.0)))
            .filter(state -> states.getOrDefault(state, 0.0) > 0)
            .orElse("");
    String advice =
        switch (worst) {
          case "lock" -> "The server's processes wait for each other's locks: rows or keys that agents do not share, and no round trip or waiting while a lock is held";
          case "wal" -> "The server writes its log for each commit: several steps a commit";
          case "cpu" -> "The server computes: fewer and cheaper statements a step";
          case "io" -> "The server reads or writes data: smaller working set, more shared buffers";
          case "lwLock" -> "The server's processes meet inside it: fewer connections at work at a time";
          default -> "Fewer and shorter transactions: several steps a commit, no lock held across a round trip";
        };
    return advice + ".";
  }

  /** What a step means in the server; nothing where it was not seen. */
  static String server(LossStack stack) {
    Map<String, Double> states = stack.context().database();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("lock", "waiting for locks");
    names.put("wal", "writing the log");
    names.put("cpu", "computing or ready to");
    names.put("io", "reading and writing");
    names.put("idleInTransaction", "idle in an open transaction");
    String told =
        names.entrySet().stream()
            .filter(name -> states.getOrDefault(name.getKey(), 0.0) >= 1)
            .map(name -> String.format(Locale.ROOT, "%,.0f µs %s", states.get(name.getKey()), name.getValue()))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? "" : " In the server a step means " + told + ".";
  }
}
