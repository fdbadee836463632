package engine.hologres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/**
 * A connection to the database that can be interrupted.
 *
 * <p>The driver does not hear an interrupt while it waits for the server, for example for a lock. So it runs in a
 * thread of its own, and an interrupt of the waiting thread cancels its statement.
 */
final class Database implements AutoCloseable {
  private final ExecutorService thread;
  private final SinkSettings.Connector settings;
  private volatile PgConnection connection;
  private volatile boolean isClosed;

  /** Work with the connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  Database(SinkSettings.Connector settings) {
    this.settings = settings;
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread fresh = new Thread(task, "hologres-connection");
              fresh.setDaemon(true);
              return fresh;
            });
  }

  /**
   * Runs work in a transaction, connecting first if necessary.
   *
   * @param action what the work does, for the message of a failure
   * @throws HologresException if the database refuses
   * @throws InterruptedException if this thread is interrupted; then the statement is cancelled
   */
  <T> T run(String action, Work<T> work) throws IOException, InterruptedException {
    Future<T> result = thread.submit(() -> runNow(work));
    try {
      return result.get();
    } catch (InterruptedException error) {
      abort();
      throw error;
    } catch (ExecutionException error) {
      if (error.getCause() instanceof SQLException) {
        throw HologresException.of(action, (SQLException) error.getCause());
      }
      throw new IOException(action + ": " + error.getCause(), error.getCause());
    }
  }

  private <T> T runNow(Work<T> work) throws SQLException {
    if (connection == null) connection = connect();
    if (isClosed) {
      connection.close();
      throw new SQLException("The connection is closed");
    }
    T result = work.run(connection);
    connection.commit();
    return result;
  }

  private PgConnection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    // The server converts text to json, uuid and other types that Flink does not have.
    properties.setProperty("stringtype", "unspecified");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("sslmode", settings.sslMode());
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("ApplicationName", "hologres-connector-flink");
    properties.setProperty("socketFactory", SandboxSocketFactory.class.getName());
    String database = URLEncoder.encode(settings.database(), StandardCharsets.UTF_8).replace("+", "%20");
    Connection fresh = new Driver().connect("jdbc:postgresql://" + settings.endpoint() + "/" + database, properties);
    if (fresh == null) throw new SQLException("Not a valid endpoint: " + settings.endpoint());
    fresh.setAutoCommit(false);
    return fresh.unwrap(PgConnection.class);
  }

  /** Cancels the running statement on the server and closes the connection. */
  private void abort() {
    isClosed = true;
    PgConnection open = connection;
    if (open == null) return;
    try {
      open.cancelQuery();
      open.abort(Runnable::run);
    } catch (SQLException error) {
      // The connection is lost already.
    }
  }

  @Override
  public void close() {
    boolean wasClosed = isClosed;
    isClosed = true;
    thread.shutdown();
    if (connection == null || wasClosed) return;
    try {
      connection.close();
    } catch (SQLException error) {
      // The connection is of no more use in any case.
    }
  }
}
