package engine.broker;

/** The account of clients that log in with SASL/PLAIN. */
public record SaslAccount(String user, String password) {
  /**
   * Parses {@code user:password}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static SaslAccount parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) throw new IllegalArgumentException("Not an account of the form user:password");
    return new SaslAccount(text.substring(0, colon), text.substring(colon + 1));
  }
}
