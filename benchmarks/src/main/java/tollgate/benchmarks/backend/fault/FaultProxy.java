package tollgate.benchmarks.backend.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP proxy on the loopback interface whose path can be broken and mended while connections are
 * open. A fault acts on every connection at once, those that are open too.
 *
 * <p>Bytes that were held back by a black hole or a half-open path are lost with their connections,
 * which are cut when the path is mended: a stream with a hole in it would be a fault of its own.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  private final ServerSocket server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress target;
  private volatile Fault fault = new Fault.None();
  private final LongAdder cut = new LongAdder();
  private final LongAdder held = new LongAdder();
  private volatile boolean closed;

  private FaultProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Starts one on a free port.
   *
   * @param target where the server listens
   * @return a proxy that the caller closes
   * @throws IOException when no port can be had
   */
  public static FaultProxy start(InetSocketAddress target) throws IOException {
    FaultProxy proxy =
        new FaultProxy(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), target);
    daemon("fault-proxy", proxy::accept);
    return proxy;
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Where clients connect.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Leads connections that come from now on elsewhere.
   *
   * @param server where another server listens
   */
  public void retarget(InetSocketAddress server) {
    target = server;
  }

  /**
   * Breaks the path, or mends it by {@link Fault.None}.
   *
   * @param next what is wrong from now on
   */
  public void set(Fault next) {
    boolean reset = next instanceof Fault.Reset;
    // Whoever sees the new fault finds the links cut.
    fault = next;
    for (Link link : links) {
      if (reset || link.lostBytes()) {
        sever(link);
      }
    }
  }

  /** Cuts a connection, as the fault's doing. */
  void sever(Link link) {
    if (links.remove(link)) {
      cut.increment();
    }
    link.reset();
  }

  Fault fault() {
    return fault;
  }

  /**
   * How many connections are open.
   *
   * @return pairs of client and server
   */
  public int connections() {
    return links.size();
  }

  /**
   * How many connections a fault has cut or turned away so far.
   *
   * @return those that a server's end or {@link #close} cut are not among them
   */
  public long cut() {
    return cut.sum();
  }

  /**
   * How many pieces of streams, of 16 kB at most, a fault has delayed, slowed or swallowed so far.
   *
   * @return those of cut connections are not among them
   */
  public long held() {
    return held.sum();
  }

  void hold() {
    held.increment();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        daemon("fault-proxy-connect", () -> connect(client));
      } catch (IOException e) {
        if (closed) {
          return;
        }
      }
    }
  }

  private void connect(Socket client) {
    try {
      client.setTcpNoDelay(true);
      if (fault instanceof Fault.Reset) {
        cut.increment();
        Link.cut(client);
        return;
      }
      Socket upstream = new Socket();
      try {
        upstream.connect(target, CONNECT_MILLIS);
      } catch (IOException e) {
        upstream.close();
        Link.cut(client);
        return;
      }
      upstream.setTcpNoDelay(true);
      Link link = new Link(this, client, upstream);
      links.add(link);
      link.start();
      if (closed) {
        link.reset();
      } else if (fault instanceof Fault.Reset) {
        sever(link);
      }
    } catch (IOException e) {
      Link.cut(client);
    }
  }

  void ended(Link link) {
    links.remove(link);
  }

  /** Cuts all connections and listens no more. */
  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      // It listens no more, which is all that was wanted.
    }
    links.forEach(Link::reset);
  }
}
