package spate.api.bot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.rooms.policy.BotId;
import spate.rooms.policy.BotScope;

/// A bot as its room's owner sees it.
///
/// @param number the order in which bots were made
/// @param id its [BotId]
/// @param scopes what it may do, in the order of [BotScope]
/// @param rotatedAt since when its token is valid, milliseconds since 1970
/// @param usedAt when its token was last exchanged; absent where it never was
@JsonInclude(JsonInclude.Include.NON_NULL)
record Bot(
        @JsonIgnore long number,
        String id,
        String name,
        List<String> scopes,
        long createdAt,
        long rotatedAt,
        @Nullable Long usedAt) {

    static List<String> scopesOf(String id) {
        return new BotId(id).scopes().stream().map(BotScope::word).toList();
    }
}
