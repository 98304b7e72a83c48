package spate.rooms.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.words.BlockedWord;
import spate.rooms.words.BlockedWords;

/// A policy as Redis holds it, without what is pinned: that may be hidden while the copy lives. A copy of another form
/// counts as none of what it lacks.
record PolicyCopy(
        String owner,
        RoomSettings settings,
        long version,
        @Nullable People people,
        @Nullable List<BlockedWord> words,
        long wordsVersion,
        @Nullable String partner) {

    static PolicyCopy of(RoomPolicy policy) {
        return new PolicyCopy(
                policy.owner(),
                policy.settings(),
                policy.version(),
                policy.people().withoutPin(),
                policy.words().words(),
                policy.words().version(),
                policy.partner());
    }

    RoomPolicy toPolicy(RoomId room) {
        return new RoomPolicy(
                        room,
                        owner,
                        settings,
                        version,
                        people == null ? People.NONE : people,
                        BlockedWords.of(words == null ? List.of() : words, wordsVersion))
                .withPartner(partner);
    }
}
