import com.sun.management.OperatingSystemMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The hub's echo on Netty: {@code NettyHub nio|epoll|io_uring THREADS}. Prints {@code PORT n}, answers {@code /stats} as the hub does, and
 * runs until its standard input ends.
 */
final class NettyHub {
  private static final int MOST_BYTES = 4 << 20;

  private static final LongAdder received = new LongAdder();
  private static final AtomicInteger open = new AtomicInteger();

  public static void main(String[] args) throws Exception {
    IoHandlerFactory handlers;
    Class<? extends ServerChannel> type;
    switch (args[0]) {
      case "epoll" -> {
        handlers = EpollIoHandler.newFactory();
        type = EpollServerSocketChannel.class;
      }
      case "io_uring" -> {
        handlers = IoUringIoHandler.newFactory();
        type = IoUringServerSocketChannel.class;
      }
      default -> {
        handlers = NioIoHandler.newFactory();
        type = NioServerSocketChannel.class;
      }
    }
    Channel listening =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(Integer.parseInt(args[1]), handlers))
            .channel(type)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16), new Requests());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    System.out.println("PORT " + ((InetSocketAddress) listening.localAddress()).getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** Tells the counts, or makes the connection an echo's. */
  private static final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (request.uri().equals("/stats")) {
        DefaultFullHttpResponse response =
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(reading()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        return;
      }
      WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(MOST_BYTES).build();
      WebSocketServerHandshaker handshaker =
          new WebSocketServerHandshakerFactory("ws://localhost" + request.uri(), null, config).newHandshaker(request);
      handshaker
          .handshake(context.channel(), request)
          .addListener(
              shaken -> {
                open.incrementAndGet();
                context.channel().closeFuture().addListener(closed -> open.decrementAndGet());
              });
      context.pipeline().addLast(new Echo(handshaker));
      context.pipeline().remove(HttpObjectAggregator.class);
      context.pipeline().remove(this);
    }

    private static byte[] reading() {
      long cpuNanos = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
      return "{\"cpuNanos\":%d,\"messagesReceived\":%d,\"messagesSent\":0,\"slowConsumersClosed\":0,\"connections\":%d,\"heapUsedBytes\":0}"
          .formatted(cpuNanos, received.sum(), open.get())
          .getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Sends each frame back, and all that one read brought with one write. */
  private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final WebSocketServerHandshaker handshaker;

    Echo(WebSocketServerHandshaker handshaker) {
      super(false);
      this.handshaker = handshaker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof CloseWebSocketFrame) {
        handshaker.close(context, (CloseWebSocketFrame) frame);
      } else {
        received.increment();
        context.write(frame);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
