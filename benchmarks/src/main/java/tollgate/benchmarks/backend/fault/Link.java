package tollgate.benchmarks.backend.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection through the proxy: in each direction one thread reads and one writes, so
 * that a delay holds bytes back without slowing those behind them down.
 */
final class Link {
  private static final int CHUNK_BYTES = 16 << 10;
  private static final int CHUNKS = 256;
  private static final byte[] END = new byte[0];

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicInteger open = new AtomicInteger(2);
  private final AtomicBoolean lost = new AtomicBoolean();

  private record Chunk(byte[] bytes, long dueNanos) {}

  Link(FaultProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  void start() {
    direction("up", client, server, false);
    direction("down", server, client, true);
  }

  private void direction(String name, Socket from, Socket to, boolean answers) {
    BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(CHUNKS);
    FaultProxy.daemon("fault-read-" + name, () -> read(from, way, answers));
    FaultProxy.daemon("fault-write-" + name, () -> write(to, way));
  }

  private void read(Socket from, BlockingQueue<Chunk> way, boolean answers) {
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      long last = Long.MIN_VALUE;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Fault fault = proxy.fault();
        if (fault instanceof Fault.BlackHole || (answers && fault instanceof Fault.HalfOpen)) {
          lost.set(true);
          proxy.hold();
          // Whoever mended the path meanwhile found nothing to cut.
          if (!proxy.fault().equals(fault)) {
            proxy.sever(this);
          }
        } else {
          if (fault instanceof Fault.Delay || fault instanceof Fault.Bandwidth) {
            proxy.hold();
          }
          long due = dueNanos(fault, count, last);
          last = due;
          way.put(new Chunk(Arrays.copyOf(buffer, count), due));
        }
      }
      // An end that nobody may hear of is held back as bytes are.
      if (!lost.get()) {
        way.put(new Chunk(END, Math.max(last, System.nanoTime())));
      }
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When a chunk may go on: a delay runs for all chunks at once, a bandwidth for one at a time. */
  private static long dueNanos(Fault fault, int bytes, long last) {
    long now = System.nanoTime();
    if (fault instanceof Fault.Delay delay) {
      int jitter = ThreadLocalRandom.current().nextInt(delay.jitterMillis() + 1);
      return Math.max(last, now + TimeUnit.MILLISECONDS.toNanos((long) delay.millis() + jitter));
    }
    long free = Math.max(last, now);
    return fault instanceof Fault.Bandwidth bandwidth
        ? free + TimeUnit.SECONDS.toNanos(bytes) / bandwidth.bytesPerSecond()
        : free;
  }

  private void write(Socket to, BlockingQueue<Chunk> way) {
    try {
      OutputStream out = to.getOutputStream();
      Chunk chunk = take(way);
      while (chunk != null && chunk.bytes() != END) {
        TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
        out.write(chunk.bytes());
        out.flush();
        chunk = take(way);
      }
      if (chunk != null) {
        to.shutdownOutput();
        if (open.decrementAndGet() == 0) {
          close();
        }
      }
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next chunk; null when the connection is gone. */
  private @Nullable Chunk take(BlockingQueue<Chunk> way) throws InterruptedException {
    while (!client.isClosed()) {
      Chunk chunk = way.poll(1, TimeUnit.SECONDS);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  /** Whether bytes were swallowed that the other side will miss. */
  boolean lostBytes() {
    return lost.get();
  }

  /** Ends both connections without a farewell, as when a path breaks. */
  void reset() {
    cut(client);
    cut(server);
    proxy.ended(this);
  }

  private void close() {
    closeQuietly(client);
    closeQuietly(server);
    proxy.ended(this);
  }

  static void cut(Socket socket) {
    try {
      // Linger 0: closing sends RST.
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is as closed as it will be.
    }
  }
}
