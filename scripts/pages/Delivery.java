import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;

/**
 * Prints what is wanted of the WebSocket client and what was got, a row for each figure; exit code 1 when one does not hold. Where there
 * are several forks, the worst one has to.
 */
final class Delivery {
  private static final int CLIENTS = 10;
  private static final int DROPS = 5;
  private static final int BROADCAST_CLIENTS = 20;
  private static final int PEAK_CONNECTIONS = 100;
  private static final double MOST_BROADCAST_MILLIS = 100;
  private static final double MOST_RECONNECT_MILLIS = 500;
  private static final double MOST_CONNECT_MILLIS = 100;
  private static final double LEAST_MESSAGES_PER_SECOND = 1000;
  private static final double MOST_PEAK_BYTES = 200e6;
  private static final double MOST_BYTES = 100_000;
  private static final double LEAST_OPENED_PER_SECOND = 200;
  private static final double MOST_THREADS = 40;

  private boolean held = true;

  /**
   * Takes the result files of the broadcasts to 10, 50 and 20 members, of many senders and one receiver, of the reconnects, of how long
   * connecting takes, and of the open connections.
   */
  public static void main(String[] files) {
    System.out.println("| figure | wanted | got | held |");
    System.out.println("|---|---|---|---|");
    Delivery table = new Delivery();
    table.broadcast(only(files[0]), 100, 10);
    table.broadcast(only(files[1]), 50, 50);
    table.broadcastTime(only(files[2]));
    table.sustained(only(files[3]));
    table.reconnect(only(files[4]));
    for (Result result : Sessions.readFile(Path.of(files[5])).results()) {
      table.connect(result);
    }
    for (Result result : Sessions.readFile(Path.of(files[6])).results()) {
      table.connections(result);
    }
    System.exit(table.held ? 0 : 1);
  }

  private static Result only(String file) {
    return Sessions.readFile(Path.of(file)).results().get(0);
  }

  private void broadcast(Result result, int messages, int receivers) {
    double received = mean(result, "delivery.received");
    row(
        "broadcast of " + messages + " messages to " + receivers + ": delivered",
        "100 %",
        format("%.4g %% (%.0f)", mean(result, "delivery.percent"), received),
        mean(result, "delivery.percent") == 100 && received == messages * receivers);
  }

  private void broadcastTime(Result result) {
    double slowest = most(result, "latency.max") / 1e3;
    row(
        "broadcast to " + BROADCAST_CLIENTS + ": time until the last has it, the slowest of " + format("%.0f", values(result, "latency.samples").sum()),
        format("< %.0f ms", MOST_BROADCAST_MILLIS),
        format("%.1f ms (p50 %.1f)", slowest, mean(result, "latency.p50") / 1e3),
        slowest < MOST_BROADCAST_MILLIS);
  }

  private void sustained(Result result) {
    double[] seconds = values(result.primary()).toArray();
    double least = Arrays.stream(seconds).min().orElse(Double.NaN);
    row(
        result.key().threads() + " senders, one receiver: messages a second, in the worst of " + seconds.length + " seconds",
        format("≥ %.0f", LEAST_MESSAGES_PER_SECOND),
        format("%.0f (%.0f on average)", least, Arrays.stream(seconds).average().orElse(Double.NaN)),
        least >= LEAST_MESSAGES_PER_SECOND);
  }

  private void connect(Result result) {
    double slowest = most(result, "latency.max") / 1e3;
    row(
        result.key().params().get("connections") + " connections: time to open one, the slowest",
        format("< %.0f ms", MOST_CONNECT_MILLIS),
        format("%.1f ms (p50 %.1f)", slowest, mean(result, "latency.p50") / 1e3),
        slowest < MOST_CONNECT_MILLIS);
  }

  private void reconnect(Result result) {
    double recovered = mean(result, "latency.samples");
    int drops = CLIENTS * DROPS;
    row(CLIENTS + " clients, " + DROPS + " drops each: recovered", drops + " of " + drops, format("%.0f", recovered), recovered == drops);
    percentiles("drop: time until the client notices", result, "detect");
    percentiles("drop: time from there to the first reply", result, "latency");
    // No drop took longer than the slowest to be noticed and the slowest to be mended, together.
    double longest = (most(result, "detect.max") + most(result, "latency.max")) / 1e3;
    row("drop: each is over within", format("< %.0f ms", MOST_RECONNECT_MILLIS), format("%.1f ms", longest), longest < MOST_RECONNECT_MILLIS);
  }

  private void percentiles(String figure, Result result, String name) {
    double[] millis = Arrays.stream(new String[] {".p50", ".p90", ".p99", ".max"}).mapToDouble(end -> mean(result, name + end) / 1e3).toArray();
    row(
        figure,
        "printed",
        format("p50 %.1f, p90 %.1f, p99 %.1f, most %.1f ms", millis[0], millis[1], millis[2], millis[3]),
        Arrays.stream(millis).noneMatch(Double::isNaN));
  }

  private void connections(Result result) {
    int threads = result.key().threads();
    String many = result.key().params().get("connections") + " connections: ";
    double memory = most(result, "memory.perConnection");
    row(
        many + "memory for each, objects and outside the heap",
        "< 100 kB",
        format(
            "%.1f kB (%.1f + %.1f; at most %.1f)",
            mean(result, "memory.perConnection") / 1e3,
            mean(result, "heap.perConnection") / 1e3,
            mean(result, "native.perConnection") / 1e3,
            memory / 1e3),
        least(result, "heap.perConnection") > 0 && memory < MOST_BYTES);
    peak(many, result);
    double rate = least(result, "open.rate");
    row(
        many + "opened in a second by " + threads + " agents",
        "≥ 200",
        format("%.0f (at least %.0f)", mean(result, "open.rate"), rate),
        rate >= LEAST_OPENED_PER_SECOND);
    double left = most(result, "connections.left");
    row(many + "left at the server when closed", "0", format("%.0f (closed %.0f in a second)", left, mean(result, "close.rate")), left == 0);
    double beside = most(result, "threads.client");
    row(many + "client threads beyond the agents", "≤ 40", format("%.0f", beside), beside <= MOST_THREADS);
    percentiles(many + "time to open one", result, "latency");
  }

  /** The heap is resident from the start, empty as it is: in place of it count the objects that are held. */
  private void peak(String many, Result result) {
    double outside = most(result, "native.peak");
    double heap = most(result, "heap.retained");
    boolean limited = result.key().params().get("connections").equals(String.valueOf(PEAK_CONNECTIONS));
    row(
        many + "peak outside the heap, and the objects held in it",
        limited ? format("< %.0f MB", MOST_PEAK_BYTES / 1e6) : "printed",
        format("%.0f MB (%.0f + %.0f; the process with its whole heap %.0f)", (outside + heap) / 1e6, outside / 1e6, heap / 1e6, most(result, "rss.peak") / 1e6),
        outside > 0 && heap > 0 && (!limited || outside + heap < MOST_PEAK_BYTES));
  }

  private void row(String figure, String wanted, String got, boolean holds) {
    held &= holds;
    System.out.println("| " + figure + " | " + wanted + " | " + got + " | " + (holds ? "yes" : "no") + " |");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private static double mean(Result result, String name) {
    return values(result, name).average().orElse(Double.NaN);
  }

  /** NaN when one is. */
  private static double most(Result result, String name) {
    return values(result, name).max().orElse(Double.NaN);
  }

  private static double least(Result result, String name) {
    return values(result, name).min().orElse(Double.NaN);
  }

  /** One of each iteration, of all forks. */
  private static DoubleStream values(Result result, String name) {
    Metric metric = result.secondary().get(name);
    return metric == null ? DoubleStream.empty() : values(metric);
  }

  private static DoubleStream values(Metric metric) {
    return IntStream.range(0, metric.samples().forkCount()).boxed().flatMapToDouble(fork -> Arrays.stream(metric.samples().fork(fork)));
  }
}
