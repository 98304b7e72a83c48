package spate.rooms.log;

import spate.protocol.Epoch;
import spate.protocol.Position;
import spate.protocol.RoomId;
import spate.protocol.Topic;

/// Which incarnation of the topic this is.
///
/// @param topicId the id that the cluster gave the topic when it was created
/// @param epoch what positions carry, derived from topic id and partitions
/// @param partitions how many partitions the topic has
public record LogIdentity(String topicId, String epoch, int partitions) {

    /// The identity of a topic.
    public static LogIdentity of(String topicId, int partitions) {
        return new LogIdentity(topicId, Epoch.of(topicId, partitions), partitions);
    }

    /// The partition of a room.
    public int partitionOf(RoomId room) {
        return Topic.partitionOf(room, partitions);
    }

    /// A position in this incarnation.
    public Position position(long offset) {
        return new Position(epoch, offset);
    }
}
