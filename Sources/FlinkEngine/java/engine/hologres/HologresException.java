package engine.hologres;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A failure of the database, in one message. Flink shows the last cause of a failure, so this one has no cause. */
final class HologresException extends IOException {
  HologresException(String message) {
    super(message);
  }

  /**
   * Describes an error of the driver by the server's own message and the SQLSTATE.
   *
   * @param action what failed, such as "Cannot write to table t"
   */
  static HologresException of(String action, SQLException error) {
    SQLException root = error;
    while (root.getNextException() != null) root = root.getNextException();
    StringBuilder message = new StringBuilder(action).append(": ").append(text(root));
    if (root.getSQLState() != null) message.append(" (SQLSTATE ").append(root.getSQLState()).append(')');
    HologresException exception = new HologresException(message.toString());
    exception.setStackTrace(root.getStackTrace());
    return exception;
  }

  /** The server's message with its detail, or the driver's with its cause. */
  private static String text(SQLException error) {
    ServerErrorMessage server = error instanceof PSQLException ? ((PSQLException) error).getServerErrorMessage() : null;
    String text = server == null ? error.getMessage() : server.getSeverity() + ": " + server.getMessage();
    String detail = server == null ? messageOf(error.getCause()) : server.getDetail();
    return detail == null ? text : text + " (" + detail + ")";
  }

  private static String messageOf(Throwable cause) {
    return cause == null ? null : cause.getMessage();
  }
}
