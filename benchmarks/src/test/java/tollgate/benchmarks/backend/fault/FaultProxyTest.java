package tollgate.benchmarks.backend.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that sends every byte back and counts what it gets. */
class FaultProxyTest {
  private final AtomicInteger received = new AtomicInteger();
  private ServerSocket server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    FaultProxy.daemon("echo", this::accept);
    proxy =
        FaultProxy.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        FaultProxy.daemon("echo-one", () -> echo(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void echo(Socket client) {
    try (client) {
      for (int b = client.getInputStream().read(); b >= 0; b = client.getInputStream().read()) {
        received.incrementAndGet();
        client.getOutputStream().write(b);
      }
    } catch (IOException e) {
      // Cut, as faults do.
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int ask(Socket socket) throws IOException {
    socket.getOutputStream().write(42);
    return socket.getInputStream().read();
  }

  private static long millis(Socket socket) throws IOException {
    long start = System.nanoTime();
    assertThat(ask(socket)).isEqualTo(42);
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void none_always_passesBytesAndTheEnd() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(42);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void delay_onAnOpenConnection_holdsBothDirectionsBack() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(42);
      proxy.set(new Fault.Delay(150, 0));
      assertThat(proxy.held()).isZero();
      assertThat(millis(socket)).isBetween(300L, 9_000L);
      proxy.set(new Fault.None());
      assertThat(ask(socket)).isEqualTo(42);
      assertThat(proxy.held()).as("one there, one back").isEqualTo(2);
    }
  }

  @Test
  void delay_manyBytesAtOnce_areNotDelayedOneAfterTheOther() throws IOException {
    try (Socket socket = connect()) {
      proxy.set(new Fault.Delay(200, 50));
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        socket.getOutputStream().write(i);
        socket.getOutputStream().flush();
      }
      for (int i = 0; i < 20; i++) {
        assertThat(socket.getInputStream().read()).isEqualTo(i);
      }
      // One after the other it would be 20 times 400 ms.
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(400L, 7_000L);
    }
  }

  @Test
  void bandwidth_always_takesItsTime() throws IOException {
    try (Socket socket = connect()) {
      proxy.set(new Fault.Bandwidth(2_000));
      long start = System.nanoTime();
      socket.getOutputStream().write(new byte[1_000]);
      assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
      // Half a second there, and some of it back: answers start before all is sent.
      assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(500);
    }
    assertThatThrownBy(() -> new Fault.Bandwidth(999)).hasMessageContaining("1000");
  }

  @Test
  void reset_openAndNewConnections_areCut() throws IOException {
    try (Socket open = connect()) {
      assertThat(ask(open)).isEqualTo(42);
      proxy.set(new Fault.Reset());
      assertThat(isCut(open)).isTrue();
      try (Socket fresh = connect()) {
        assertThat(isCut(fresh)).isTrue();
      }
      proxy.set(new Fault.None());
      try (Socket fresh = connect()) {
        assertThat(ask(fresh)).isEqualTo(42);
      }
      assertThat(proxy.cut()).isEqualTo(2);
    }
  }

  @Test
  void blackHole_whileItLasts_swallowsAndIsSilent() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(42);
      proxy.set(new Fault.BlackHole());
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
      assertThat(received).hasValue(1);
      proxy.set(new Fault.None());
      socket.setSoTimeout(10_000);
      assertThat(isCut(socket)).isTrue();
    }
  }

  @Test
  void halfOpen_whileItLasts_deliversRequestsAndNoAnswers() throws Exception {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(42);
      proxy.set(new Fault.HalfOpen());
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
      for (int looks = 0; received.get() < 2 && looks < 500; looks++) {
        Thread.sleep(10);
      }
      assertThat(received).hasValue(2);
    }
  }

  @Test
  void retarget_newConnections_goElsewhere() throws IOException {
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = nobody.getLocalPort();
      nobody.close();
      proxy.retarget(new InetSocketAddress(InetAddress.getLoopbackAddress(), free));
      try (Socket socket = connect()) {
        assertThat(isCut(socket)).isTrue();
      }
    }
  }

  /** Whether the connection ends, by an error or by its end. */
  private static boolean isCut(Socket socket) {
    try {
      return ask(socket) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
