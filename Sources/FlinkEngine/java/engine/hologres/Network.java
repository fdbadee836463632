package engine.hologres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between all jobs and the database, which can be taken away. */
public final class Network {
  private static final Set<SwitchedSocket> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile boolean isUp = true;

  private Network() {}

  /** Takes the network away, which breaks all connections, or brings it back. */
  public static void setUp(boolean up) {
    isUp = up;
    if (!up) OPEN.forEach(SwitchedSocket::cut);
  }

  /** A socket of this network. */
  static Socket socket() {
    return new SwitchedSocket();
  }

  private static final class SwitchedSocket extends Socket {
    private volatile boolean isCut;

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      OPEN.add(this);
      try {
        if (!isUp) throw new ConnectException("Connection refused: the sandbox has taken the network away");
        super.connect(address, timeout);
        // The network can have gone meanwhile, before this socket could be cut.
        if (!isUp) throw new ConnectException("Connection reset: the sandbox has taken the network away");
      } catch (IOException error) {
        close();
        throw error;
      }
    }

    @Override
    public void close() throws IOException {
      OPEN.remove(this);
      super.close();
    }

    /** A program does not know that its connection is lost before it uses it. */
    @Override
    public boolean isClosed() {
      return super.isClosed() && !isCut;
    }

    /** Closes the connection as a lost network does: without a farewell to the server. */
    void cut() {
      isCut = true;
      try {
        setSoLinger(true, 0);
        close();
      } catch (IOException error) {
        // The connection was closed already.
      }
    }
  }
}
