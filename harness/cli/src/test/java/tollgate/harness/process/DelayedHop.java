package tollgate.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A network hop on the way to a server that can be made slower: it forwards bytes, late. */
final class DelayedHop implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final ServerSocket listening;
  private final int target;
  private volatile long delayMicros;

  /**
   * @param target port on this machine
   */
  DelayedHop(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, CHUNK, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** For what arrives from now on, on the way there only. */
  void delay(long micros) {
    delayMicros = micros;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(() -> forward(client, server, true));
        start(() -> forward(server, client, false));
      } catch (IOException e) {
        // Closed, or a server that is gone: its clients see it themselves.
      }
    }
  }

  private void forward(Socket from, Socket to, boolean late) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (late && delayMicros > 0) {
          TimeUnit.MICROSECONDS.sleep(delayMicros);
        }
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // Either side has gone; both sockets are closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "delayed-hop");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
