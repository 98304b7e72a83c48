package spate.protocol;

/// The one topic that carries every event of every room, and the rule that says which partition a room lives in.
public final class Topic {

    /// Name of the log's topic; the same for every installation.
    public static final String EVENTS = "spate.events";

    /// Where records go that can never be stored, with the reason in the header `reason`.
    public static final String DEAD = "spate.events.dead";

    private Topic() {}

    /// The partition of a room: Kafka's own default rule (murmur2 over the UTF-8 key, sign bit cleared,
    /// modulo), so that a producer that sets only the key and a reader that computes the partition agree.
    ///
    /// @param room the room's id, which is the record's key
    /// @param partitions number of partitions of the topic, at least 1
    public static int partitionOf(RoomId room, int partitions) {
        return (murmur2(room.toBytes()) & 0x7fffffff) % partitions;
    }

    /// MurmurHash2 by Austin Appleby (public domain), 32 bits, with the seed that Kafka's clients use.
    static int murmur2(byte[] data) {
        final int m = 0x5bd1e995;
        int length = data.length;
        int h = 0x9747b28c ^ length;
        int words = length / 4;
        for (int i = 0; i < words; i++) {
            int at = i * 4;
            int k = (data[at] & 0xff)
                    | (data[at + 1] & 0xff) << 8
                    | (data[at + 2] & 0xff) << 16
                    | (data[at + 3] & 0xff) << 24;
            k *= m;
            k ^= k >>> 24;
            k *= m;
            h *= m;
            h ^= k;
        }
        int tail = words * 4;
        int rest = length - tail;
        if (rest > 0) {
            for (int i = rest - 1; i >= 0; i--) {
                h ^= (data[tail + i] & 0xff) << (8 * i);
            }
            h *= m;
        }
        h ^= h >>> 13;
        h *= m;
        h ^= h >>> 15;
        return h;
    }
}
