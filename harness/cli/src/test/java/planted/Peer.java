package planted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on the loopback device that answers each byte with a byte, after a while. */
final class Peer implements AutoCloseable {

  private final ServerSocket server;
  private final long delayMillis;

  Peer(long delayMillis) throws IOException {
    this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    this.delayMillis = delayMillis;
    start("planted-acceptor", this::accept);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** A connection to it. */
  Socket connect() throws IOException {
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Sends a byte and waits for the answer. */
  static int exchange(Socket socket) {
    try {
      socket.getOutputStream().write(1);
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        start("planted-peer", () -> answer(socket));
      } catch (IOException e) {
        return; // Closed: the benchmark is over.
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      for (int read = socket.getInputStream().read(); read >= 0; ) {
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        socket.getOutputStream().write(read);
        read = socket.getInputStream().read();
      }
    } catch (IOException | InterruptedException e) {
      // The benchmark is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
