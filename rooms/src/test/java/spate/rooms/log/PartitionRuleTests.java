package spate.rooms.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import spate.protocol.RoomId;
import spate.protocol.Topic;

class PartitionRuleTests {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

    /// A producer that names no partition puts a room where readers look for it.
    @Test
    void theRuleIsKafkasOwn() {
        var random = new Random(81);
        for (int n = 0; n < 50_000; n++) {
            var name = new StringBuilder();
            int length = 3 + random.nextInt(38);
            for (int i = 0; i < length; i++) {
                name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            var room = new RoomId(name.toString());
            int partitions = 1 + random.nextInt(200);
            assertThat(Topic.partitionOf(room, partitions))
                    .isEqualTo(Utils.toPositive(Utils.murmur2(room.toBytes())) % partitions);
        }
    }
}
