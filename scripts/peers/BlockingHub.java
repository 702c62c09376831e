import com.sun.management.OperatingSystemMXBean;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The least that a WebSocket echo server can do: a thread per connection that reads, unmasks and writes. It is no server for anything else:
 * it knows whole frames of up to 65,535 bytes and checks nothing. Prints {@code PORT n}, answers {@code /stats} as the hub does, and runs
 * until its standard input ends.
 */
final class BlockingHub {
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int CLOSE = 8;
  private static final int MASK_BYTES = 4;

  private static final LongAdder received = new LongAdder();
  private static final AtomicInteger open = new AtomicInteger();

  public static void main(String[] args) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread acceptor = new Thread(() -> accept(listening));
    acceptor.setDaemon(true);
    acceptor.start();
    System.out.println("PORT " + ((InetSocketAddress) listening.getLocalAddress()).getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void accept(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel channel = listening.accept();
        Thread thread = new Thread(() -> serve(channel));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      String head = head(channel);
      if (head.startsWith("GET /stats")) {
        send(channel, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + reading());
        return;
      }
      send(channel, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(head) + "\r\n\r\n");
      open.incrementAndGet();
      try {
        echo(channel);
      } finally {
        open.decrementAndGet();
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static String reading() {
    return "{\"cpuNanos\":%d,\"messagesReceived\":%d,\"messagesSent\":0,\"slowConsumersClosed\":0,\"connections\":%d,\"heapUsedBytes\":0}"
        .formatted(
            ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(), received.sum(), open.get());
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** A request up to its empty line; nothing follows before it is answered. */
  private static String head(SocketChannel channel) throws IOException {
    DataInputStream in = new DataInputStream(channel.socket().getInputStream());
    StringBuilder said = new StringBuilder();
    while (said.indexOf("\r\n\r\n") < 0) {
      said.append((char) in.readUnsignedByte());
    }
    return said.toString();
  }

  private static String accept(String head) {
    String key =
        head.lines().filter(line -> line.toLowerCase().startsWith("sec-websocket-key:")).findFirst().orElse(":").split(":", 2)[1].strip();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 6455 section 5.2. Answers all frames that one read brought with one write. */
  private static void echo(SocketChannel channel) throws IOException {
    ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (channel.read(in) >= 0) {
      in.flip();
      out.clear();
      while (in.remaining() >= 2 + MASK_BYTES) {
        int start = in.position();
        int code = in.get(start) & 0xf;
        int length = in.get(start + 1) & 0x7f;
        int mask = start + 2;
        if (length == 126) {
          length = in.getShort(start + 2) & 0xffff;
          mask += 2;
        }
        int payload = mask + MASK_BYTES;
        if (in.limit() < payload + length) {
          break;
        }
        out.put(in.get(start));
        if (length > 125) {
          out.put((byte) 126).putShort((short) length);
        } else {
          out.put((byte) length);
        }
        for (int i = 0; i < length; i++) {
          out.put((byte) (in.get(payload + i) ^ in.get(mask + i % MASK_BYTES)));
        }
        in.position(payload + length);
        if (code == CLOSE) {
          channel.write(out.flip());
          return;
        }
        received.increment();
      }
      in.compact();
      out.flip();
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }
  }
}
