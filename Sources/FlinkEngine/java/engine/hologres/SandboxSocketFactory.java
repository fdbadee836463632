package engine.hologres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Creates the sockets of the database driver, which finds this class by its name. */
public final class SandboxSocketFactory extends SocketFactory {
  /** Creates a factory. */
  public SandboxSocketFactory() {}

  @Override
  public Socket createSocket() {
    return Network.socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
    return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
    return connect(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private static Socket connect(InetSocketAddress address, InetSocketAddress local) throws IOException {
    Socket socket = Network.socket();
    socket.bind(local);
    socket.connect(address, 0);
    return socket;
  }
}
