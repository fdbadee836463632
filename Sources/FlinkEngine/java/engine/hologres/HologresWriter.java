package engine.hologres;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/**
 * Writes rows in batches, each in a transaction. Flink flushes it before each checkpoint, so a restored job repeats
 * rows but loses none.
 */
final class HologresWriter implements SinkWriter<RowData> {
  private final SinkSettings settings;
  private final ProcessingTimeService clock;
  private final SinkWriterMetricGroup metrics;
  private final Database database;
  private final Statements statements;
  private final Rows rows;
  private final Batch batch;
  private boolean hasTimer;

  /** Connects and compares the tables. */
  HologresWriter(SinkSettings settings, ProcessingTimeService clock, SinkWriterMetricGroup metrics)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    batch = new Batch(settings.action());
    // The connector reads the name when the job starts, not when the script is validated.
    String table = TableName.quoted(settings.table());
    database = new Database(settings.connector());
    try {
      statements =
          database.run(
              "Cannot open table " + settings.table(),
              connection -> new Statements(connection, TargetTable.read(connection, table), settings.action()));
      rows = new Rows(settings, statements.table());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the connection was opened", error);
    } catch (IOException error) {
      close();
      throw error;
    }
  }

  @Override
  public void write(RowData row, Context context) throws IOException, InterruptedException {
    if (row.getRowKind() == RowKind.INSERT || row.getRowKind() == RowKind.UPDATE_AFTER) put(rows.written(row));
    else withdraw(row);
    if (batch.size() >= settings.batchSize()) flush(false);
    else startTimer();
  }

  private void withdraw(RowData row) throws IOException, InterruptedException {
    boolean isDeletion = row.getRowKind() == RowKind.DELETE;
    switch (settings.deletes()) {
      case NON_PK_FIELD_TO_NULL:
        if (isDeletion) put(rows.emptied(row));
        break;
      case DELETE_ROW_ON_PK:
        if (isDeletion) delete(rows.key(row));
        break;
      case CHANGELOG_STANDARD:
        delete(rows.key(row));
        break;
      default:
    }
  }

  private void put(Object[] values) throws IOException, InterruptedException {
    List<Object> key = rows.keyOf(values);
    makeRoom(key);
    batch.add(key, values);
  }

  private void delete(Object[] values) throws IOException, InterruptedException {
    List<Object> key = rows.keyOf(values);
    if (key == null) {
      throw new HologresException("Cannot delete from table " + settings.table() + " without a primary key");
    }
    makeRoom(key);
    batch.delete(key, values);
  }

  /** Without deduplication, each row of a key is written. */
  private void makeRoom(List<Object> key) throws IOException, InterruptedException {
    if (!settings.deduplicates() && batch.contains(key)) flush(false);
  }

  private void startTimer() {
    if (hasTimer || batch.size() == 0) return;
    hasTimer = true;
    clock.registerTimer(
        clock.getCurrentProcessingTime() + settings.flushMilliseconds(),
        time -> {
          hasTimer = false;
          flush(false);
        });
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    if (batch.size() == 0) return;
    long changes = batch.changes();
    try {
      database.run(
          "Cannot write to table " + settings.table(),
          connection -> {
            statements.delete(batch.deletions());
            for (Object[] row : batch.rows()) rows.complete(row);
            statements.insert(batch.rows());
            return null;
          });
    } catch (IOException error) {
      metrics.getNumRecordsSendErrorsCounter().inc(changes);
      throw error;
    }
    metrics.getNumRecordsSendCounter().inc(changes);
    batch.clear();
  }

  /**
   * Closes the connection and writes nothing: at the end of its input, Flink has called {@link #flush}. Otherwise the
   * job is cancelled or failed, and its rows are read again when it is restored.
   */
  @Override
  public void close() {
    database.close();
  }
}
