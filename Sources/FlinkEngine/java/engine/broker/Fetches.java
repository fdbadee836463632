package engine.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;

/** Fetch requests, which wait until there is enough to send or their time is over. */
final class Fetches {
  private final Topics topics;
  private final EventLoop loop;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Request request, FetchRequestData data, long deadline) {}

  Fetches(Topics topics, EventLoop loop) {
    this.topics = topics;
    this.loop = loop;
  }

  /** Answers a request, now or when there is something to send. */
  void add(Request request) {
    FetchRequestData data = request.data();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(data.maxWaitMs());
    Waiting fetch = new Waiting(request, data, deadline);
    if (isDone(fetch)) return;
    waiting.add(fetch);
    loop.schedule(data.maxWaitMs(), this::check);
  }

  /** Answers the waiting requests that can be answered. */
  void check() {
    waiting.removeIf(this::isDone);
  }

  /** Answers a request if it is time; returns whether it needs no answer any more. */
  private boolean isDone(Waiting fetch) {
    Connection connection = fetch.request.connection();
    if (!connection.isOpen()) return true;
    if (fetch.deadline - System.nanoTime() > 0 && !isSatisfied(fetch.data)) return false;
    try {
      fetch.request.answer(answer(fetch.data));
    } catch (IOException error) {
      connection.close();
    }
    return true;
  }

  private boolean isSatisfied(FetchRequestData request) {
    long available = 0;
    for (FetchRequestData.FetchTopic topic : request.topics()) {
      for (FetchRequestData.FetchPartition partition : topic.partitions()) {
        PartitionLog log = topics.log(topic.topic(), partition.partition());
        if (error(log, partition.fetchOffset()) != Errors.NONE) return true;
        available += log.bytesFrom(partition.fetchOffset());
      }
    }
    return available >= Math.max(1, request.minBytes());
  }

  private static Errors error(PartitionLog log, long offset) {
    if (log == null) return Errors.UNKNOWN_TOPIC_OR_PARTITION;
    return offset < 0 || offset > log.endOffset() ? Errors.OFFSET_OUT_OF_RANGE : Errors.NONE;
  }

  private FetchResponseData answer(FetchRequestData request) {
    FetchResponseData answer = new FetchResponseData();
    long size = 0;
    for (FetchRequestData.FetchTopic topic : request.topics()) {
      List<FetchResponseData.PartitionData> partitions = new ArrayList<>();
      for (FetchRequestData.FetchPartition partition : topic.partitions()) {
        FetchResponseData.PartitionData data = read(topic.topic(), partition, request.maxBytes() - size, size == 0);
        size += data.records().sizeInBytes();
        partitions.add(data);
      }
      answer
          .responses()
          .add(new FetchResponseData.FetchableTopicResponse().setTopic(topic.topic()).setPartitions(partitions));
    }
    return answer;
  }

  private FetchResponseData.PartitionData read(
      String topic, FetchRequestData.FetchPartition partition, long left, boolean isFirst) {
    FetchResponseData.PartitionData answer =
        new FetchResponseData.PartitionData().setPartitionIndex(partition.partition());
    PartitionLog log = topics.log(topic, partition.partition());
    Errors error = error(log, partition.fetchOffset());
    if (error != Errors.NONE) {
      return answer.setErrorCode(error.code()).setHighWatermark(-1).setRecords(MemoryRecords.EMPTY);
    }
    return answer
        .setHighWatermark(log.endOffset())
        .setLastStableOffset(log.endOffset())
        .setLogStartOffset(0)
        .setRecords(log.read(partition.fetchOffset(), Math.min(left, partition.partitionMaxBytes()), isFirst));
  }
}
