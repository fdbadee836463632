package engine.broker;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.network.TransportLayer;

/**
 * A connection of a client. It reads one request at a time and the next one after the answer, because clients expect
 * answers in the order of their requests.
 */
final class Connection implements EventLoop.Handler {
  private static final int LARGEST_REQUEST = 100 << 20;

  private final Listener listener;
  private final EventLoop loop;
  private final Dispatcher dispatcher;
  private final SelectionKey key;
  private final TransportLayer transport;
  private final ByteBuffer size = ByteBuffer.allocate(4);
  /** The request that is being read; null while its size is being read. */
  private ByteBuffer frame;

  private final Deque<ByteBuffer> output = new ArrayDeque<>();
  private boolean isAuthenticated;
  private boolean isClosing;

  Connection(
      Listener listener,
      EventLoop loop,
      Dispatcher dispatcher,
      SocketChannel channel,
      Encryption encryption,
      boolean isAuthenticated)
      throws IOException {
    this.listener = listener;
    this.loop = loop;
    this.dispatcher = dispatcher;
    this.isAuthenticated = isAuthenticated;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = loop.register(channel, SelectionKey.OP_READ, this);
    transport = encryption.transport(key);
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
    return transport.isOpen();
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (!transport.ready()) {
      shakeHands();
    } else {
      if (ready.isReadable()) read();
      if (ready.isValid() && ready.isWritable()) write();
    }
  }

  /** Goes on to agree on the encryption; the first request can arrive with the end of that. */
  private void shakeHands() throws IOException {
    try {
      transport.handshake();
    } catch (AuthenticationException error) {
      throw new IOException(error);
    }
    if (transport.ready()) read();
  }

  @Override
  public void failed() {
    close();
  }

  private void read() throws IOException {
    do {
      ByteBuffer request = next();
      if (request != null) {
        key.interestOps(0);
        dispatcher.dispatch(this, request);
        return;
      }
      // The selector does not know of bytes that were decrypted but not yet taken.
    } while (transport.hasBytesBuffered());
  }

  /** The next request; null if it is not complete. */
  private ByteBuffer next() throws IOException {
    if (frame == null) {
      fill(size);
      if (size.hasRemaining()) return null;
      int bytes = size.getInt(0);
      if (bytes < 0 || bytes > LARGEST_REQUEST) throw new IOException("A request of " + bytes + " bytes");
      size.clear();
      frame = ByteBuffer.allocate(bytes);
    }
    fill(frame);
    if (frame.hasRemaining()) return null;
    ByteBuffer request = frame.flip();
    frame = null;
    return request;
  }

  private void fill(ByteBuffer buffer) throws IOException {
    if (buffer.hasRemaining() && transport.read(buffer) < 0) throw new IOException("The client closed the connection");
  }

  /** Reads what arrived together with an earlier request. */
  private void readBuffered() {
    try {
      if (key.isValid()) read();
    } catch (IOException | RuntimeException error) {
      close();
    }
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
    transport.write(output.toArray(ByteBuffer[]::new));
    // Encrypted bytes of a buffer can wait although the buffer is empty. The next write sends them.
    while (!output.isEmpty() && !output.peek().hasRemaining() && !transport.hasPendingWrites()) output.remove();
    if (!output.isEmpty()) key.interestOps(SelectionKey.OP_WRITE);
    else if (isClosing) close();
    else readNext();
  }

  private void readNext() {
    key.interestOps(SelectionKey.OP_READ);
    if (transport.hasBytesBuffered()) loop.schedule(0, this::readBuffered);
  }

  /** Closes the connection. */
  void close() {
    listener.remove(this);
    try {
      transport.close();
    } catch (IOException error) {
      // The connection is of no more use in any case.
    }
  }
}
