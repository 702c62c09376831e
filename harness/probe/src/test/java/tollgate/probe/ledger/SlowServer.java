package tollgate.probe.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers each byte with a byte, after a pause. */
final class SlowServer implements Closeable {

  private final ServerSocket listener;
  private final int pauseMillis;

  private SlowServer(ServerSocket listener, int pauseMillis) {
    this.listener = listener;
    this.pauseMillis = pauseMillis;
  }

  static SlowServer start(int pauseMillis) throws IOException {
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    SlowServer server = new SlowServer(listener, pauseMillis);
    daemon(server::accept);
    return server;
  }

  Client connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    socket.setTcpNoDelay(true);
    return new Client(socket);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        daemon(() -> answer(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      while (socket.getInputStream().read() >= 0) {
        Thread.sleep(pauseMillis);
        socket.getOutputStream().write(1);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "slow-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** One connection. */
  static final class Client implements Closeable {
    private final Socket socket;

    private Client(Socket socket) {
      this.socket = socket;
    }

    int ask() throws IOException {
      socket.getOutputStream().write(1);
      return socket.getInputStream().read();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
