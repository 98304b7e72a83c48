package spate.api.bot;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import spate.api.web.PageCursor;
import spate.protocol.RoomId;

/// The table of bots. Thread-safe.
final class BotRows {

    private static final String SELECT =
            "SELECT number, id, room_id, name, token_id, created_at, rotated_at, used_at FROM bots";

    private final DatabaseClient database;

    BotRows(DatabaseClient database) {
        this.database = database;
    }

    /// A bot with what only the service itself needs.
    ///
    /// @param tokenId id of the sign-in that the sessions of its present token name
    record Stored(Bot bot, RoomId room, String tokenId) {}

    Mono<Void> add(RoomId room, Bot bot, String digest, String tokenId, String by) {
        return database.sql("INSERT INTO bots (id, room_id, name, token_hash, token_id, created_by, created_at,"
                        + " rotated_at) VALUES (:id, :room, :name, :hash, :token, :by, :at, :at)")
                .bind("id", bot.id())
                .bind("room", room.value())
                .bind("name", bot.name())
                .bind("hash", digest)
                .bind("token", tokenId)
                .bind("by", by)
                .bind("at", bot.createdAt())
                .then();
    }

    Mono<Long> count(RoomId room) {
        return database.sql("SELECT COUNT(*) AS bots FROM bots WHERE room_id = :room")
                .bind("room", room.value())
                .map(row -> Objects.requireNonNull(row.get("bots", Long.class)))
                .one();
    }

    /// A bot of a room.
    Mono<Stored> find(RoomId room, String id) {
        return database.sql(SELECT + " WHERE id = :id AND room_id = :room")
                .bind("id", id)
                .bind("room", room.value())
                .map(BotRows::stored)
                .one();
    }

    Mono<Stored> findByToken(String digest) {
        return database.sql(SELECT + " WHERE token_hash = :hash")
                .bind("hash", digest)
                .map(BotRows::stored)
                .one();
    }

    /// The bots of a room in the order in which they were made, and one more than `limit` where there are
    /// more.
    Mono<List<Bot>> page(RoomId room, @Nullable PageCursor after, int limit) {
        return database.sql(SELECT + " WHERE room_id = :room AND number > :after ORDER BY number LIMIT " + (limit + 1))
                .bind("room", room.value())
                .bind("after", after == null ? 0L : after.number())
                .map(row -> stored(row).bot())
                .all()
                .collectList();
    }

    Mono<Void> rotate(String id, String digest, String tokenId, long at) {
        return database.sql("UPDATE bots SET token_hash = :hash, token_id = :token, rotated_at = :at WHERE id = :id")
                .bind("hash", digest)
                .bind("token", tokenId)
                .bind("at", at)
                .bind("id", id)
                .then();
    }

    Mono<Void> used(String id, long at) {
        return database.sql("UPDATE bots SET used_at = :at WHERE id = :id")
                .bind("at", at)
                .bind("id", id)
                .then();
    }

    Mono<Void> delete(String id) {
        return database.sql("DELETE FROM bots WHERE id = :id").bind("id", id).then();
    }

    private static Stored stored(Readable row) {
        String id = text(row, "id");
        var bot = new Bot(
                number(row, "number"),
                id,
                text(row, "name"),
                Bot.scopesOf(id),
                number(row, "created_at"),
                number(row, "rotated_at"),
                row.get("used_at", Long.class));
        return new Stored(bot, new RoomId(text(row, "room_id")), text(row, "token_id"));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
