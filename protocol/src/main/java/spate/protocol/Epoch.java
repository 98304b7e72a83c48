package spate.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The identity of one incarnation of the topic. A topic that was deleted and created again, or whose number of
/// partitions changed, numbers its events anew, so positions of the other incarnation mean nothing in it.
public final class Epoch {

    private Epoch() {}

    /// The epoch of a topic: 8 characters (48 bits) of a digest of the id that the cluster gave the topic and its
    /// number of partitions.
    public static String of(String topicId, int partitions) {
        byte[] digest = Sha256.of((topicId + '/' + partitions).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 8);
    }
}
