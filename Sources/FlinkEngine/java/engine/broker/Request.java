package engine.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** A request of a client, and the way back for its answer. */
final class Request {
  private final Connection connection;
  private final RequestHeader header;
  private final AbstractRequest body;

  Request(Connection connection, RequestHeader header, AbstractRequest body) {
    this.connection = connection;
    this.header = header;
    this.body = body;
  }

  Connection connection() {
    return connection;
  }

  ApiKeys api() {
    return header.apiKey();
  }

  short version() {
    return header.apiVersion();
  }

  /** The content of the request; the caller knows its type from {@link #api}. */
  @SuppressWarnings("unchecked")
  <T> T data() {
    return (T) body.data();
  }

  /** Sends the answer, unless it is null. */
  void answer(ApiMessage answer) throws IOException {
    connection.answer(answer == null ? null : bytes(answer, version()));
  }

  /** Sends the answer and closes the connection. */
  void answerAndClose(ApiMessage answer) throws IOException {
    connection.answerAndClose(bytes(answer, version()));
  }

  /** Sends an answer in another version than that of the request. */
  void answer(ApiMessage answer, short version) throws IOException {
    connection.answer(bytes(answer, version));
  }

  private ByteBuffer bytes(ApiMessage answer, short version) {
    return RequestUtils.serialize(
        new ResponseHeaderData().setCorrelationId(header.correlationId()),
        api().responseHeaderVersion(version),
        answer,
        version);
  }
}
