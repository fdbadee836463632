package engine.hologres;

import java.io.Serializable;
import org.apache.flink.table.types.logical.RowType;

/**
 * What the writer of a sink table needs to know.
 *
 * @param table the target table as the option names it
 * @param type the physical columns of the sink table
 * @param written the indexes of the columns that are written; null for all
 * @param ignoresNull whether NULL leaves a column of an existing row as it is
 * @param fillsNotNull whether NULL in a NOT NULL column becomes a value of its type
 * @param removesZeros whether U+0000 is removed from text
 * @param deduplicates whether rows with the same key can be in one batch
 * @param batchSize the number of rows after which a batch is written
 * @param flushMilliseconds the time after which a batch is written
 */
record SinkSettings(
    Connector connector,
    String table,
    RowType type,
    int[] written,
    ConflictAction action,
    DeleteStrategy deletes,
    boolean ignoresNull,
    boolean fillsNotNull,
    boolean removesZeros,
    boolean deduplicates,
    int batchSize,
    long flushMilliseconds)
    implements Serializable {
  /** How to connect to the database. */
  record Connector(String endpoint, String database, String user, String password, String sslMode)
      implements Serializable {}
}
