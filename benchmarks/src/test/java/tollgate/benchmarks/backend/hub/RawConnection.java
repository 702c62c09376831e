package tollgate.benchmarks.backend.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A client that sends frames byte for byte, also such as no library would. */
final class RawConnection implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  static RawConnection open(int port, String path) throws IOException {
    RawConnection connection = new RawConnection(new Socket("127.0.0.1", port));
    connection.shakeHands(path);
    return connection;
  }

  private void shakeHands(String path) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    String request =
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    InputStream input = socket.getInputStream();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("no handshake: " + answer);
      }
      answer.append((char) next);
    }
  }

  /**
   * Sends one frame, masked with zeros, which leave everything as it is.
   *
   * @param head its first byte, in hexadecimal: 81 is a whole text, 01 the first part of one, 80
   *     the last
   * @param payload less than 126 bytes, in hexadecimal
   */
  void send(String head, String payload) throws IOException {
    int length = payload.length() / 2;
    String frame = head + HEX.toHexDigits((byte) (0x80 | length)) + "00000000" + payload;
    socket.getOutputStream().write(HEX.parseHex(frame));
  }

  /** What comes next, in hexadecimal. */
  String next(int bytes) throws IOException {
    return HEX.formatHex(socket.getInputStream().readNBytes(bytes));
  }

  /** What still comes until the hub ends the connection, in hexadecimal. */
  String untilTheEnd() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(rest);
    } catch (SocketException e) {
      // A reset is an end, too.
    }
    return HEX.formatHex(rest.toByteArray());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
