import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an echo costs without a WebSocket library: {@code serve} is a bare TCP echo server that prints its port; {@code tcp} and {@code raw}
 * are blocking clients, a thread per connection, of that and of {@code /ws/echo} on a hub: {@code EchoPeer raw PORT CONNECTIONS BYTES
 * SECONDS} prints messages a second. Answers are compared.
 */
final class EchoPeer {

  private static final long WARM_UP_SECONDS = 3;
  private static final int MASK = 0x5a3cc35a;
  private static volatile boolean measuring;
  private static volatile boolean over;

  public static void main(String[] args) throws Exception {
    if (args[0].equals("serve")) {
      serve();
      return;
    }
    boolean raw = args[0].equals("raw");
    int port = Integer.parseInt(args[1]);
    int connections = Integer.parseInt(args[2]);
    byte[] message = new byte[Integer.parseInt(args[3])];
    Arrays.fill(message, (byte) 'x');
    LongAdder echoes = new LongAdder();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread client = new Thread(() -> converse(raw, port, message, echoes));
      client.start();
      clients.add(client);
    }
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    measuring = true;
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(Long.parseLong(args[4]));
    over = true;
    long nanos = System.nanoTime() - start;
    for (Thread client : clients) {
      client.join();
    }
    System.out.println(echoes.sum() * 1e9 / nanos);
  }

  private static void serve() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      System.out.println(listening.getLocalPort());
      while (true) {
        Socket socket = listening.accept();
        Thread echo = new Thread(() -> echo(socket));
        echo.setDaemon(true);
        echo.start();
      }
    }
  }

  private static void echo(Socket socket) {
    byte[] chunk = new byte[1 << 16];
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void converse(boolean raw, int port, byte[] message, LongAdder echoes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      if (raw) {
        upgrade(in, out);
      }
      byte[] frame = raw ? masked(message) : message;
      byte[] answer = new byte[message.length];
      long count = 0;
      while (!over) {
        out.write(frame);
        if (raw) {
          header(in, message.length);
        }
        in.readFully(answer);
        if (!Arrays.equals(answer, message)) {
          throw new IOException("the answer is another");
        }
        count += measuring ? 1 : 0;
      }
      echoes.add(count);
    } catch (IOException e) {
      System.err.println("echo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void upgrade(DataInputStream in, OutputStream out) throws IOException {
    String request =
        "GET /ws/echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder said = new StringBuilder();
    while (said.indexOf("\r\n\r\n") < 0) {
      said.append((char) in.readUnsignedByte());
    }
    if (!said.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + said);
    }
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
