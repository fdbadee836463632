package engine.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Authenticates connections with SASL/PLAIN. */
final class Logins {
  private static final String MECHANISM = "PLAIN";

  private final SaslAccount account;

  /**
   * @param account the account; null if no listener needs one
   */
  Logins(SaslAccount account) {
    this.account = account;
  }

  /** Answers which mechanism there is. */
  void handshake(Request request) throws IOException {
    SaslHandshakeRequestData data = request.data();
    boolean isKnown = account != null && data.mechanism().equals(MECHANISM);
    request.answer(
        new SaslHandshakeResponseData()
            .setErrorCode((isKnown ? Errors.NONE : Errors.UNSUPPORTED_SASL_MECHANISM).code())
            .setMechanisms(List.of(MECHANISM)));
  }

  /** Checks a password; the connection of a wrong one is closed. */
  void authenticate(Request request) throws IOException {
    SaslAuthenticateRequestData data = request.data();
    SaslAuthenticateResponseData answer = new SaslAuthenticateResponseData();
    if (isValid(data.authBytes())) {
      request.connection().authenticate();
      request.answer(answer);
    } else {
      request.answerAndClose(
          answer
              .setErrorCode(Errors.SASL_AUTHENTICATION_FAILED.code())
              .setErrorMessage("Authentication failed: Invalid username or password"));
    }
  }

  /** Whether a message has the form {@code [identity] NUL user NUL password} with the right values. */
  private boolean isValid(byte[] message) {
    String[] parts = new String(message, StandardCharsets.UTF_8).split("\u0000", -1);
    return account != null
        && parts.length == 3
        && parts[1].equals(account.user())
        && MessageDigest.isEqual(bytes(parts[2]), bytes(account.password()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
