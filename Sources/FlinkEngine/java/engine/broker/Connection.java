package engine.broker;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A connection of a client. It reads one request at a time and the next one after the answer, because clients expect
 * answers in the order of their requests.
 */
final class Connection implements EventLoop.Handler {
  private static final int LARGEST_REQUEST = 100 << 20;

  private final Listener listener;
  private final Dispatcher dispatcher;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer size = ByteBuffer.allocate(4);
  /** The request that is being read; null while its size is being read. */
  private ByteBuffer frame;

  private final Deque<ByteBuffer> output = new ArrayDeque<>();
  private boolean isAuthenticated;
  private boolean isClosing;

  Connection(
      Listener listener, EventLoop loop, Dispatcher dispatcher, SocketChannel channel, boolean isAuthenticated)
      throws IOException {
    this.listener = listener;
    this.dispatcher = dispatcher;
    this.channel = channel;
    this.isAuthenticated = isAuthenticated;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = loop.register(channel, SelectionKey.OP_READ, this);
  }

  /** The port of the broker that the client connected to. */
  int port() {
    return listener.port();
  }

  /** Whether the client may send any request. */
  boolean isAuthenticated() {
    return isAuthenticated;
  }

  /** Accepts all further requests. */
  void authenticate() {
    isAuthenticated = true;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isReadable()) read();
    if (ready.isValid() && ready.isWritable()) write();
  }

  @Override
  public void failed() {
    close();
  }

  private void read() throws IOException {
    if (frame == null) {
      fill(size);
      if (size.hasRemaining()) return;
      int bytes = size.getInt(0);
      if (bytes < 0 || bytes > LARGEST_REQUEST) throw new IOException("A request of " + bytes + " bytes");
      size.clear();
      frame = ByteBuffer.allocate(bytes);
    }
    fill(frame);
    if (frame.hasRemaining()) return;
    ByteBuffer request = frame.flip();
    frame = null;
    key.interestOps(0);
    dispatcher.dispatch(this, request);
  }

  private void fill(ByteBuffer buffer) throws IOException {
    if (buffer.hasRemaining() && channel.read(buffer) < 0) throw new IOException("The client closed the connection");
  }

  /** Sends an answer, unless it is null, and reads the next request. */
  void answer(ByteBuffer answer) throws IOException {
    if (answer != null) {
      output.add(ByteBuffer.allocate(4).putInt(0, answer.remaining()));
      output.add(answer);
    }
    write();
  }

  /** Sends an answer and closes the connection. */
  void answerAndClose(ByteBuffer answer) throws IOException {
    isClosing = true;
    answer(answer);
  }

  private void write() throws IOException {
    channel.write(output.toArray(ByteBuffer[]::new));
    while (!output.isEmpty() && !output.peek().hasRemaining()) output.remove();
    if (!output.isEmpty()) key.interestOps(SelectionKey.OP_WRITE);
    else if (isClosing) close();
    else key.interestOps(SelectionKey.OP_READ);
  }

  /** Closes the connection. */
  void close() {
    listener.remove(this);
    try {
      channel.close();
    } catch (IOException error) {
      // The connection is of no more use in any case.
    }
  }
}
