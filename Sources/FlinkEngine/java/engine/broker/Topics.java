package engine.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.requests.ListOffsetsRequest;

/** The topics of the broker, and the requests about them. No request creates a topic by naming it. */
final class Topics {
  static final int NODE = 1;
  static final String HOST = "127.0.0.1";

  private final Map<String, List<PartitionLog>> topics = new TreeMap<>();

  /**
   * Creates a topic, unless it exists.
   *
   * @return whether it was created
   * @throws InvalidTopicException if the name is not legal
   */
  boolean create(String name, int partitions) throws InvalidTopicException {
    if (topics.containsKey(name)) return false;
    Topic.validate(name);
    topics.put(name, IntStream.range(0, partitions).mapToObj(index -> new PartitionLog()).toList());
    return true;
  }

  /** The end offsets of all partitions, by topic. */
  Map<String, List<Long>> endOffsets() {
    Map<String, List<Long>> offsets = new TreeMap<>();
    topics.forEach((name, logs) -> offsets.put(name, logs.stream().map(PartitionLog::endOffset).toList()));
    return offsets;
  }

  /** A partition; null if it does not exist. */
  PartitionLog log(String topic, int partition) {
    List<PartitionLog> logs = topics.getOrDefault(topic, List.of());
    return partition >= 0 && partition < logs.size() ? logs.get(partition) : null;
  }

  CreateTopicsResponseData create(CreateTopicsRequestData request) {
    CreateTopicsResponseData answer = new CreateTopicsResponseData();
    for (CreateTopicsRequestData.CreatableTopic topic : request.topics()) {
      int partitions = topic.assignments().isEmpty() ? topic.numPartitions() : topic.assignments().size();
      // The default of the broker.
      if (partitions == -1) partitions = 1;
      CreateTopicsResponseData.CreatableTopicResult result =
          new CreateTopicsResponseData.CreatableTopicResult()
              .setName(topic.name())
              .setNumPartitions(partitions)
              .setReplicationFactor((short) 1);
      Errors error = create(topic.name(), partitions, request.validateOnly());
      answer.topics().add(result.setErrorCode(error.code()).setErrorMessage(error.message()));
    }
    return answer;
  }

  private Errors create(String name, int partitions, boolean isOnlyValidated) {
    if (partitions < 1) return Errors.INVALID_PARTITIONS;
    if (!Topic.isValid(name)) return Errors.INVALID_TOPIC_EXCEPTION;
    if (topics.containsKey(name)) return Errors.TOPIC_ALREADY_EXISTS;
    if (!isOnlyValidated) create(name, partitions);
    return Errors.NONE;
  }

  MetadataResponseData metadata(MetadataRequestData request, short version, int port) {
    MetadataResponseData answer = new MetadataResponseData().setControllerId(NODE).setClusterId("sandbox");
    answer
        .brokers()
        .add(new MetadataResponseData.MetadataResponseBroker().setNodeId(NODE).setHost(HOST).setPort(port));
    // The oldest version has no null, and asks for all topics with an empty list.
    boolean isAll = request.topics() == null || version == 0 && request.topics().isEmpty();
    Collection<String> names =
        isAll
            ? topics.keySet()
            : request.topics().stream().map(MetadataRequestData.MetadataRequestTopic::name).toList();
    for (String name : names) answer.topics().add(metadata(name));
    return answer;
  }

  private MetadataResponseData.MetadataResponseTopic metadata(String name) {
    MetadataResponseData.MetadataResponseTopic topic = new MetadataResponseData.MetadataResponseTopic().setName(name);
    List<PartitionLog> logs = topics.get(name);
    if (logs == null) return topic.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    for (int index = 0; index < logs.size(); index++) {
      topic
          .partitions()
          .add(
              new MetadataResponseData.MetadataResponsePartition()
                  .setPartitionIndex(index)
                  .setLeaderId(NODE)
                  .setLeaderEpoch(0)
                  .setReplicaNodes(List.of(NODE))
                  .setIsrNodes(List.of(NODE)));
    }
    return topic;
  }

  /** Appends messages; the answer is null if the client wants none. */
  ProduceResponseData produce(ProduceRequestData request) {
    ProduceResponseData answer = new ProduceResponseData();
    for (ProduceRequestData.TopicProduceData topic : request.topicData()) {
      List<ProduceResponseData.PartitionProduceResponse> partitions = new ArrayList<>();
      for (ProduceRequestData.PartitionProduceData partition : topic.partitionData()) {
        partitions.add(append(topic.name(), partition));
      }
      answer
          .responses()
          .add(
              new ProduceResponseData.TopicProduceResponse()
                  .setName(topic.name())
                  .setPartitionResponses(partitions));
    }
    return request.acks() == 0 ? null : answer;
  }

  private ProduceResponseData.PartitionProduceResponse append(
      String topic, ProduceRequestData.PartitionProduceData partition) {
    ProduceResponseData.PartitionProduceResponse answer =
        new ProduceResponseData.PartitionProduceResponse().setIndex(partition.index()).setBaseOffset(-1);
    PartitionLog log = log(topic, partition.index());
    if (log == null) return answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    long first = log.endOffset();
    try {
      log.append((MemoryRecords) partition.records());
    } catch (CorruptRecordException error) {
      return answer.setErrorCode(Errors.CORRUPT_MESSAGE.code());
    }
    return answer.setBaseOffset(first).setLogStartOffset(0);
  }

  ListOffsetsResponseData listOffsets(ListOffsetsRequestData request) {
    ListOffsetsResponseData answer = new ListOffsetsResponseData();
    for (ListOffsetsRequestData.ListOffsetsTopic topic : request.topics()) {
      List<ListOffsetsResponseData.ListOffsetsPartitionResponse> partitions = new ArrayList<>();
      for (ListOffsetsRequestData.ListOffsetsPartition partition : topic.partitions()) {
        partitions.add(find(log(topic.name(), partition.partitionIndex()), partition));
      }
      answer
          .topics()
          .add(
              new ListOffsetsResponseData.ListOffsetsTopicResponse().setName(topic.name()).setPartitions(partitions));
    }
    return answer;
  }

  private static ListOffsetsResponseData.ListOffsetsPartitionResponse find(
      PartitionLog log, ListOffsetsRequestData.ListOffsetsPartition partition) {
    ListOffsetsResponseData.ListOffsetsPartitionResponse answer =
        new ListOffsetsResponseData.ListOffsetsPartitionResponse().setPartitionIndex(partition.partitionIndex());
    if (log == null) return answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    long timestamp = partition.timestamp();
    PartitionLog.Position found;
    if (timestamp == ListOffsetsRequest.LATEST_TIMESTAMP) found = new PartitionLog.Position(log.endOffset(), -1);
    else if (timestamp == ListOffsetsRequest.EARLIEST_TIMESTAMP) found = new PartitionLog.Position(0, -1);
    else if (timestamp == ListOffsetsRequest.MAX_TIMESTAMP) found = log.newest();
    else found = log.firstSince(timestamp);
    return answer.setOffset(found.offset()).setTimestamp(found.timestamp());
  }
}
