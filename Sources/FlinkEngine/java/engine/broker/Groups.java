package engine.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;

/** Consumer groups, as far as Flink and the sampler need them: committed offsets without members. */
final class Groups {
  /** Committed offsets by group, topic and partition. */
  private final Map<String, Map<String, Map<Integer, Committed>>> groups = new TreeMap<>();

  private record Committed(long offset, String metadata) {}

  private static final Committed NONE = new Committed(-1, "");

  OffsetCommitResponseData commit(OffsetCommitRequestData request) {
    OffsetCommitResponseData answer = new OffsetCommitResponseData();
    Map<String, Map<Integer, Committed>> group = groups.computeIfAbsent(request.groupId(), id -> new TreeMap<>());
    for (OffsetCommitRequestData.OffsetCommitRequestTopic topic : request.topics()) {
      Map<Integer, Committed> offsets = group.computeIfAbsent(topic.name(), name -> new TreeMap<>());
      List<OffsetCommitResponseData.OffsetCommitResponsePartition> partitions = new ArrayList<>();
      for (OffsetCommitRequestData.OffsetCommitRequestPartition partition : topic.partitions()) {
        int index = partition.partitionIndex();
        String metadata = partition.committedMetadata();
        offsets.put(index, new Committed(partition.committedOffset(), metadata == null ? "" : metadata));
        partitions.add(new OffsetCommitResponseData.OffsetCommitResponsePartition().setPartitionIndex(index));
      }
      answer
          .topics()
          .add(
              new OffsetCommitResponseData.OffsetCommitResponseTopic()
                  .setName(topic.name())
                  .setPartitions(partitions));
    }
    return answer;
  }

  OffsetFetchResponseData committed(OffsetFetchRequestData request) {
    Map<String, Map<Integer, Committed>> group = groups.getOrDefault(request.groupId(), Map.of());
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    if (request.topics() == null) {
      group.forEach((topic, offsets) -> wanted.put(topic, List.copyOf(offsets.keySet())));
    } else {
      request.topics().forEach(topic -> wanted.put(topic.name(), topic.partitionIndexes()));
    }
    OffsetFetchResponseData answer = new OffsetFetchResponseData();
    wanted.forEach(
        (topic, indexes) -> {
          Map<Integer, Committed> offsets = group.getOrDefault(topic, Map.of());
          List<OffsetFetchResponseData.OffsetFetchResponsePartition> partitions = new ArrayList<>();
          for (int index : indexes) {
            Committed committed = offsets.getOrDefault(index, NONE);
            partitions.add(
                new OffsetFetchResponseData.OffsetFetchResponsePartition()
                    .setPartitionIndex(index)
                    .setCommittedOffset(committed.offset)
                    .setCommittedLeaderEpoch(-1)
                    .setMetadata(committed.metadata));
          }
          answer
              .topics()
              .add(new OffsetFetchResponseData.OffsetFetchResponseTopic().setName(topic).setPartitions(partitions));
        });
    return answer;
  }

  /** The only broker is the coordinator of all groups. */
  FindCoordinatorResponseData coordinator(int port) {
    return new FindCoordinatorResponseData().setNodeId(Topics.NODE).setHost(Topics.HOST).setPort(port);
  }

  ListGroupsResponseData list() {
    ListGroupsResponseData answer = new ListGroupsResponseData();
    for (String id : groups.keySet()) {
      answer
          .groups()
          .add(new ListGroupsResponseData.ListedGroup().setGroupId(id).setProtocolType("").setGroupState("Empty"));
    }
    return answer;
  }

  DescribeGroupsResponseData describe(DescribeGroupsRequestData request) {
    DescribeGroupsResponseData answer = new DescribeGroupsResponseData();
    for (String id : request.groups()) {
      answer
          .groups()
          .add(
              new DescribeGroupsResponseData.DescribedGroup()
                  .setGroupId(id)
                  .setGroupState(groups.containsKey(id) ? "Empty" : "Dead"));
    }
    return answer;
  }
}
