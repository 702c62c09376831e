package tollgate.benchmarks.backend.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.undertow.websockets.core.WebSocketChannel;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the hub has done since it started, so that a benchmark can state the server's CPU time per
 * message from two readings.
 */
final class HubStats {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One reading.
   *
   * @param cpuNanos CPU time of the whole process, in nanoseconds
   * @param messagesReceived complete WebSocket messages received
   * @param messagesSent complete WebSocket messages handed to the network
   * @param slowConsumersClosed members closed because they did not read what they were sent
   * @param connections WebSocket connections open now
   * @param heapUsedBytes heap in use now, garbage included
   */
  record Reading(
      long cpuNanos,
      long messagesReceived,
      long messagesSent,
      long slowConsumersClosed,
      int connections,
      long heapUsedBytes) {}

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder slowConsumersClosed = new LongAdder();
  private final AtomicInteger connections = new AtomicInteger();

  void opened(WebSocketChannel channel) {
    connections.incrementAndGet();
    channel.addCloseTask(closed -> connections.decrementAndGet());
  }

  void received() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  void slowConsumerClosed() {
    slowConsumersClosed.increment();
  }

  String toJson() {
    return json(
        new Reading(
            system.getProcessCpuTime(),
            received.sum(),
            sent.sum(),
            slowConsumersClosed.sum(),
            connections.get(),
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
  }

  static String json(Record reading) {
    try {
      return JSON.writeValueAsString(reading);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always JSON", e);
    }
  }
}
