package engine.broker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.Record;

/** The messages of a partition, in the batches in which they came. Batches stay compressed as they are. */
final class PartitionLog {
  /** An offset and the timestamp of its message; -1 and -1 if there is none. */
  record Position(long offset, long timestamp) {}

  private static final Position NONE = new Position(-1, -1);

  /**
   * A batch.
   *
   * @param start the number of bytes in all batches before this one
   */
  private record Batch(long firstOffset, long lastOffset, long latestTimestamp, long start, ByteBuffer bytes) {
    MemoryRecords records() {
      return MemoryRecords.readableRecords(bytes.duplicate());
    }
  }

  private final List<Batch> batches = new ArrayList<>();
  private long endOffset;
  private long endByte;

  /** The offset that the next message gets. */
  long endOffset() {
    return endOffset;
  }

  /**
   * Appends batches and numbers their messages.
   *
   * @throws CorruptRecordException if a checksum is wrong; then nothing is appended
   */
  void append(MemoryRecords records) throws CorruptRecordException {
    for (MutableRecordBatch batch : records.batches()) batch.ensureValid();
    for (MutableRecordBatch batch : records.batches()) {
      long last = endOffset + batch.lastOffset() - batch.baseOffset();
      batch.setLastOffset(last);
      batch.setPartitionLeaderEpoch(0);
      ByteBuffer bytes = ByteBuffer.allocate(batch.sizeInBytes());
      batch.writeTo(bytes);
      batches.add(new Batch(endOffset, last, batch.maxTimestamp(), endByte, bytes.flip()));
      endOffset = last + 1;
      endByte += bytes.limit();
    }
  }

  /** The number of bytes from an offset to the end. */
  long bytesFrom(long offset) {
    int index = indexOf(offset);
    return index == batches.size() ? 0 : endByte - batches.get(index).start;
  }

  /**
   * The batches from an offset, up to a number of bytes.
   *
   * @param isFirst whether the first batch is returned even if it is larger
   */
  MemoryRecords read(long offset, long limit, boolean isFirst) {
    int first = indexOf(offset);
    int end = first;
    int size = 0;
    while (end < batches.size()) {
      int next = batches.get(end).bytes.limit();
      if (size + next > limit && !(isFirst && end == first)) break;
      size += next;
      end++;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    for (Batch batch : batches.subList(first, end)) bytes.put(batch.bytes.duplicate());
    return MemoryRecords.readableRecords(bytes.flip());
  }

  /** The first message that is not older than a timestamp. */
  Position firstSince(long timestamp) {
    for (Batch batch : batches) {
      if (batch.latestTimestamp < timestamp) continue;
      for (Record message : batch.records().records()) {
        if (message.timestamp() >= timestamp) return new Position(message.offset(), message.timestamp());
      }
    }
    return NONE;
  }

  /** The newest message by its timestamp. */
  Position newest() {
    Position newest = NONE;
    for (Batch batch : batches) {
      if (batch.latestTimestamp <= newest.timestamp) continue;
      for (Record message : batch.records().records()) {
        if (message.timestamp() > newest.timestamp) newest = new Position(message.offset(), message.timestamp());
      }
    }
    return newest;
  }

  /** The index of the batch that holds an offset; the number of batches if it is the end. */
  private int indexOf(long offset) {
    int low = 0;
    int high = batches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (batches.get(middle).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
