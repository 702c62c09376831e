import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What an echo costs without a WebSocket library. {@code EchoPeer serve} is a bare TCP echo server: it prints its port and runs until its
 * standard input ends. {@code EchoPeer tcp PORT CONNECTIONS BYTES WARM-UP SECONDS SERVER} is a blocking client of it with a thread per
 * connection, which prints messages a second and how many microseconds of processor it and the process {@code SERVER} took for each;
 * {@code EchoPeer raw PORT CONNECTIONS BYTES SECONDS} is one of {@code /ws/echo} on a hub. Answers are compared; exit code 1 when one is
 * another.
 */
final class EchoPeer {

  private static final int MASK = 0x5a3cc35a;

  /** Longer frames have a header of another form. */
  private static final int MOST_BYTES = 65_535;

  /** Ticks of /proc in a second: what every architecture that HotSpot runs on has. */
  private static final long HERTZ = 100;

  private static volatile boolean over;

  private interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  /** What is told of each answer that came and was compared; false ends the conversation. */
  private interface Count {
    boolean answered();
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("serve")) {
      serve();
    } else if (args.length == 7 && args[0].equals("tcp")) {
      Window window = new Window(Long.parseLong(args[4]), Long.parseLong(args[5]), args[6]);
      for (Thread client : clients(false, args, window::newCount)) {
        client.join();
      }
      System.out.println(window);
    } else if (args.length == 5 && args[0].equals("raw")) {
      List<Thread> clients = clients(true, args, () -> () -> !over);
      TimeUnit.SECONDS.sleep(Long.parseLong(args[4]));
      over = true;
      for (Thread client : clients) {
        client.join();
      }
    } else {
      System.err.println(
          "echo: usage: EchoPeer serve | EchoPeer tcp PORT CONNECTIONS BYTES WARM-UP SECONDS SERVER | EchoPeer raw PORT CONNECTIONS BYTES SECONDS");
      System.exit(2);
    }
  }

  /**
   * Counts by the clients' own clocks: where they and their server leave no processor to anybody else, nobody else can read a count when
   * it is due. Whoever first passes either end reads what both processes have used by then.
   */
  private static final class Window {
    private final long start;
    private final long end;
    private final String server;
    private final AtomicReference<Reading> first = new AtomicReference<>();
    private final AtomicReference<Reading> last = new AtomicReference<>();
    private final LongAdder messages = new LongAdder();

    /** Processor time of client and server, in nanoseconds. */
    private record Reading(long client, long server) {}

    Window(long warmUp, long seconds, String server) {
      this.start = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
      this.end = start + TimeUnit.SECONDS.toNanos(seconds);
      this.server = server;
    }

    Count newCount() {
      return new Count() {
        private long within;

        @Override
        public boolean answered() {
          long now = System.nanoTime();
          if (now < start) {
            return true;
          }
          read(first);
          if (now < end) {
            within++;
            return true;
          }
          read(last);
          messages.add(within);
          return false;
        }
      };
    }

    private void read(AtomicReference<Reading> reading) {
      if (reading.get() == null) {
        reading.compareAndSet(null, new Reading(ticks("self"), ticks(server)));
      }
    }

    /** User and system time; what comes after the name, which may hold spaces and brackets. */
    private static long ticks(String process) {
      try {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TimeUnit.SECONDS.toNanos(1) / HERTZ;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      double each = 1e3 * messages.sum();
      return String.format(
          Locale.ROOT,
          "%.1f %.3f %.3f",
          messages.sum() * 1e9 / (end - start),
          (last.get().client - first.get().client) / each,
          (last.get().server - first.get().server) / each);
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

  private static List<Thread> clients(boolean raw, String[] args, Supplier<Count> count) {
    int port = Integer.parseInt(args[1]);
    byte[] message = new byte[bytes(args[3])];
    Arrays.fill(message, (byte) 'x');
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      Thread client = new Thread(() -> converse(raw, port, message, count.get()));
      client.start();
      clients.add(client);
    }
    return clients;
  }

  private static void serve() throws IOException {
    System.out.println(listen(EchoPeer::echo).getLocalPort());
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
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      out.write(chunk, 0, read);
    }
  }

  private static void converse(boolean raw, int port, byte[] message, Count count) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      if (raw) {
        upgrade(in, out);
      }
      byte[] frame = raw ? masked(message) : message;
      byte[] answer = new byte[message.length];
      do {
        out.write(frame);
        if (raw) {
          header(in, message.length);
        }
        in.readFully(answer);
        if (!Arrays.equals(answer, message)) {
          throw new IOException("the answer is another");
        }
      } while (count.answered());
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
