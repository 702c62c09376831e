import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an echo costs without a WebSocket library. {@code EchoPeer serve BYTES} is a bare TCP echo server: it prints its port and a second
 * one that answers as the hub's {@code /stats} does, and runs until its standard input ends. {@code EchoPeer tcp|raw PORT CONNECTIONS BYTES
 * SECONDS} is a blocking client with a thread per connection of that, or of {@code /ws/echo} on a hub. Answers are compared; exit code 1
 * when one is another.
 */
final class EchoPeer {

  private static final int MASK = 0x5a3cc35a;

  /** Longer frames have a header of another form. */
  private static final int MOST_BYTES = 65_535;

  private static final LongAdder served = new LongAdder();
  private static final AtomicInteger open = new AtomicInteger();
  private static volatile boolean over;

  private interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("serve")) {
      serve(bytes(args[1]));
    } else if (args.length == 5 && (args[0].equals("tcp") || args[0].equals("raw"))) {
      call(args[0].equals("raw"), Integer.parseInt(args[1]), Integer.parseInt(args[2]), bytes(args[3]), Long.parseLong(args[4]));
    } else {
      System.err.println("echo: usage: EchoPeer serve BYTES | EchoPeer tcp|raw PORT CONNECTIONS BYTES SECONDS");
      System.exit(2);
    }
  }

  private static int bytes(String word) {
    int bytes = Integer.parseInt(word);
    if (bytes < 1 || bytes > MOST_BYTES) {
      System.err.println("echo: messages have 1 to " + MOST_BYTES + " bytes here, not " + bytes);
      System.exit(2);
    }
    return bytes;
  }

  private static void call(boolean raw, int port, int connections, int bytes, long seconds) throws InterruptedException {
    byte[] message = new byte[bytes];
    Arrays.fill(message, (byte) 'x');
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread client = new Thread(() -> converse(raw, port, message));
      client.start();
      clients.add(client);
    }
    TimeUnit.SECONDS.sleep(seconds);
    over = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  private static void serve(int bytes) throws IOException {
    ServerSocket echoes = listen(EchoPeer::echo);
    ServerSocket stats = listen(socket -> answer(socket, bytes));
    System.out.println(echoes.getLocalPort() + " " + stats.getLocalPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** Serves each connection in a thread of its own. */
  private static ServerSocket listen(Conversation conversation) throws IOException {
    ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket socket = listening.accept();
            daemon(
                () -> {
                  try (socket) {
                    conversation.hold(socket);
                  }
                });
          }
        });
    return listening;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The client has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void echo(Socket socket) throws IOException {
    byte[] chunk = new byte[1 << 16];
    socket.setTcpNoDelay(true);
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    open.incrementAndGet();
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        served.add(read);
        out.write(chunk, 0, read);
      }
    } finally {
      open.decrementAndGet();
    }
  }

  /** The request is read first: closing with bytes unread would throw the answer away. */
  private static void answer(Socket socket, int bytes) throws IOException {
    head(socket.getInputStream());
    long cpuNanos = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    String reading =
        "{\"cpuNanos\":%d,\"messagesReceived\":%d,\"connections\":%d}".formatted(cpuNanos, served.sum() / bytes, open.get());
    socket.getOutputStream().write(("HTTP/1.0 200 OK\r\n\r\n" + reading).getBytes(StandardCharsets.US_ASCII));
  }

  private static void converse(boolean raw, int port, byte[] message) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      if (raw) {
        upgrade(in, out);
      }
      byte[] frame = raw ? masked(message) : message;
      byte[] answer = new byte[message.length];
      while (!over) {
        out.write(frame);
        if (raw) {
          header(in, message.length);
        }
        in.readFully(answer);
        if (!Arrays.equals(answer, message)) {
          throw new IOException("the answer is another");
        }
      }
    } catch (IOException e) {
      System.err.println("echo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void upgrade(InputStream in, OutputStream out) throws IOException {
    String request =
        "GET /ws/echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String said = head(in);
    if (!said.startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + said);
    }
  }

  /** What comes before a body, its empty line included. */
  private static String head(InputStream in) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("the head ends early: " + said);
      }
      said.append((char) read);
    }
    return said.toString();
  }

  /** A text frame, RFC 6455 section 5.2. */
  private static byte[] masked(byte[] message) {
    boolean wide = message.length > 125;
    byte[] frame = new byte[(wide ? 8 : 6) + message.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | (wide ? 126 : message.length));
    int at = 2;
    if (wide) {
      frame[at++] = (byte) (message.length >> 8);
      frame[at++] = (byte) message.length;
    }
    for (int i = 0; i < 4; i++) {
      frame[at++] = (byte) (MASK >> 8 * (3 - i));
    }
    for (int i = 0; i < message.length; i++) {
      frame[at++] = (byte) (message[i] ^ MASK >> 8 * (3 - i % 4));
    }
    return frame;
  }

  private static void header(DataInputStream in, int expected) throws IOException {
    int kind = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    int bytes = length == 126 ? in.readUnsignedShort() : length;
    if (kind != 0x81 || bytes != expected) {
      throw new IOException("frame " + kind + " of " + bytes + " bytes");
    }
  }
}
