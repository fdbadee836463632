package engine.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Gives each request to the code that answers it. */
final class Dispatcher {
  /** The versions that the broker serves: those that the clients of the sandbox use, without topic IDs. */
  private static final Map<ApiKeys, short[]> VERSIONS = new EnumMap<>(ApiKeys.class);

  static {
    serve(ApiKeys.PRODUCE, 3, 9);
    serve(ApiKeys.FETCH, 4, 11);
    serve(ApiKeys.LIST_OFFSETS, 1, 7);
    serve(ApiKeys.METADATA, 0, 9);
    serve(ApiKeys.OFFSET_COMMIT, 1, 8);
    serve(ApiKeys.OFFSET_FETCH, 1, 7);
    serve(ApiKeys.FIND_COORDINATOR, 0, 3);
    serve(ApiKeys.DESCRIBE_GROUPS, 0, 5);
    serve(ApiKeys.LIST_GROUPS, 0, 4);
    // No client of today uses version 0, but librdkafka only logs in where it is offered.
    serve(ApiKeys.SASL_HANDSHAKE, 0, 1);
    serve(ApiKeys.API_VERSIONS, 0, 4);
    serve(ApiKeys.CREATE_TOPICS, 2, 6);
    serve(ApiKeys.INIT_PRODUCER_ID, 0, 4);
    serve(ApiKeys.SASL_AUTHENTICATE, 0, 2);
  }

  private static void serve(ApiKeys api, int oldest, int newest) {
    VERSIONS.put(api, new short[] {(short) oldest, (short) newest});
  }

  private final Topics topics;
  private final Fetches fetches;
  private final Groups groups = new Groups();
  private final Logins logins;
  private long producers;

  Dispatcher(Topics topics, Fetches fetches, SaslAccount account) {
    this.topics = topics;
    this.fetches = fetches;
    logins = new Logins(account);
  }

  /** Answers a request, now or later. */
  void dispatch(Connection connection, ByteBuffer bytes) throws IOException {
    RequestHeader header = RequestHeader.parse(bytes);
    ApiKeys api = header.apiKey();
    short version = header.apiVersion();
    short[] served = VERSIONS.get(api);
    boolean isServed = served != null && version >= served[0] && version <= served[1];
    if (api == ApiKeys.API_VERSIONS) {
      Request request = new Request(connection, header, null);
      // A client that is newer than the broker understands the oldest answer, and asks again.
      request.answer(versions(isServed), isServed ? version : 0);
      return;
    }
    if (!isServed) throw new IOException("Not served: " + api + " " + version);
    boolean isLogin = api == ApiKeys.SASL_HANDSHAKE || api == ApiKeys.SASL_AUTHENTICATE;
    if (!isLogin && !connection.isAuthenticated()) throw new IOException("Not authenticated");
    answer(new Request(connection, header, AbstractRequest.parseRequest(api, version, bytes).request));
  }

  private void answer(Request request) throws IOException {
    switch (request.api()) {
      case PRODUCE:
        request.answer(topics.produce(request.data()));
        fetches.check();
        break;
      case FETCH:
        fetches.add(request);
        break;
      case LIST_OFFSETS:
        request.answer(topics.listOffsets(request.data()));
        break;
      case METADATA:
        request.answer(topics.metadata(request.data(), request.version(), request.connection().port()));
        break;
      case CREATE_TOPICS:
        request.answer(topics.create(request.data()));
        break;
      case OFFSET_COMMIT:
        request.answer(groups.commit(request.data()));
        break;
      case OFFSET_FETCH:
        request.answer(groups.committed(request.data()));
        break;
      case FIND_COORDINATOR:
        request.answer(groups.coordinator(request.connection().port()));
        break;
      case LIST_GROUPS:
        request.answer(groups.list());
        break;
      case DESCRIBE_GROUPS:
        request.answer(groups.describe(request.data()));
        break;
      case INIT_PRODUCER_ID:
        request.answer(new InitProducerIdResponseData().setProducerId(++producers).setProducerEpoch((short) 0));
        break;
      case SASL_HANDSHAKE:
        logins.handshake(request);
        break;
      default:
        logins.authenticate(request);
    }
  }

  private static ApiVersionsResponseData versions(boolean isServed) {
    ApiVersionsResponseData answer = new ApiVersionsResponseData();
    if (!isServed) answer.setErrorCode(Errors.UNSUPPORTED_VERSION.code());
    VERSIONS.forEach(
        (api, versions) ->
            answer
                .apiKeys()
                .add(
                    new ApiVersionsResponseData.ApiVersion()
                        .setApiKey(api.id)
                        .setMinVersion(versions[0])
                        .setMaxVersion(versions[1])));
    return answer;
  }
}
