package engine;

/** A script that Flink rejects. */
final class ScriptException extends Exception {
  private final transient Failure failure;

  ScriptException(Failure failure) {
    super(failure.message(), failure.error());
    this.failure = failure;
  }

  /** What the caller is answered. */
  Failure failure() {
    return failure;
  }
}
