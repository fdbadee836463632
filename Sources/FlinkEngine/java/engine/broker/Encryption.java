package engine.broker;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.CipherInformation;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.PlaintextTransportLayer;
import org.apache.kafka.common.network.SslTransportLayer;
import org.apache.kafka.common.network.TransportLayer;

/** How a port sends bytes: as they are, or encrypted with TLS. Kafka's own client has the code of both. */
interface Encryption {
  /** No encryption. */
  Encryption NONE = PlaintextTransportLayer::new;

  /** The two directions of a connection. */
  TransportLayer transport(SelectionKey key) throws IOException;

  /** Encryption with TLS. */
  static Encryption tls(SSLContext context) {
    return key -> {
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(false);
      return SslTransportLayer.create("broker", key, engine, new Unobserved());
    };
  }

  /** Drops what Kafka's metrics would show of a connection. */
  final class Unobserved implements ChannelMetadataRegistry {
    @Override
    public void registerCipherInformation(CipherInformation cipher) {}

    @Override
    public CipherInformation cipherInformation() {
      return null;
    }

    @Override
    public void registerClientInformation(ClientInformation client) {}

    @Override
    public ClientInformation clientInformation() {
      return null;
    }

    @Override
    public void close() {}
  }
}
