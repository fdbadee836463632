package engine.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

/** A port on which clients connect. It can be closed, and opened again with the same number. */
final class Listener implements EventLoop.Handler {
  private final EventLoop loop;
  private final Dispatcher dispatcher;
  private final Encryption encryption;
  private final boolean needsLogin;
  private final Set<Connection> connections = new HashSet<>();
  private ServerSocketChannel channel;
  private int port;

  /**
   * @param port the port; 0 is any free port
   * @param encryption how it sends bytes
   * @param needsLogin whether a connection must authenticate before its first request
   */
  Listener(EventLoop loop, Dispatcher dispatcher, int port, Encryption encryption, boolean needsLogin) {
    this.loop = loop;
    this.dispatcher = dispatcher;
    this.port = port;
    this.encryption = encryption;
    this.needsLogin = needsLogin;
  }

  /** The port, which is known when the listener has been opened once. */
  int port() {
    return port;
  }

  /** Listens, unless it does so already. */
  void open() throws IOException {
    if (channel != null) return;
    ServerSocketChannel fresh = ServerSocketChannel.open();
    try {
      fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
      fresh.configureBlocking(false);
      loop.register(fresh, SelectionKey.OP_ACCEPT, this);
    } catch (IOException error) {
      fresh.close();
      throw error;
    }
    port = fresh.socket().getLocalPort();
    channel = fresh;
  }

  /** Closes the port and all its connections. */
  void close() throws IOException {
    if (channel == null) return;
    channel.close();
    channel = null;
    for (Connection connection : Set.copyOf(connections)) connection.close();
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    SocketChannel client = channel.accept();
    if (client != null) connections.add(new Connection(this, loop, dispatcher, client, encryption, !needsLogin));
  }

  @Override
  public void failed() {
    // The client of a connection that cannot be accepted tries again.
  }

  /** Forgets a connection that is closed. */
  void remove(Connection connection) {
    connections.remove(connection);
  }
}
