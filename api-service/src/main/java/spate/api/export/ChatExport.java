package spate.api.export;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.web.Slots;
import spate.protocol.RoomId;

/// Makes the file of a room's chat while it is read: the next page is asked of the database when the one before it has
/// been taken. The chat as it stood when the export began. Thread-safe.
final class ChatExport {

    /// The response may ask for a hundred chunks ahead.
    private static final int CHUNK_BYTES = 16 * 1024;

    private final ExportRows rows;
    private final Slots slots;
    private final Duration stalled;

    ChatExport(ExportRows rows, Slots slots, Duration stalled) {
        this.rows = rows;
        this.slots = slots;
        this.stalled = stalled;
    }

    /// The file in chunks. Fails at once with a problem where too many exports are under way; fails later where the
    /// database fails, or where nothing can be given on for too long.
    Flux<byte[]> of(RoomId room, String viewer, ExportFormat format) {
        return Flux.using(() -> take(viewer), _ -> chunks(room, format), slots::free)
                .timeout(stalled);
    }

    private String take(String viewer) {
        slots.take(viewer);
        return viewer;
    }

    private Flux<byte[]> chunks(RoomId room, ExportFormat format) {
        Flux<byte[]> lines = rows.newest(room)
                .flatMapMany(end -> page(room, ExportRows.Place.BEGIN, end)
                        .expand(page -> page.isLast() ? Mono.empty() : page(room, page.reached(), end)))
                .concatMapIterable(page -> packed(page.rows(), format), 1);
        return Flux.just(format.head()).concatWith(lines).filter(chunk -> chunk.length > 0);
    }

    private Mono<Page> page(RoomId room, ExportRows.Place after, ExportRows.Place end) {
        return rows.after(room, after).map(found -> Page.of(found, end));
    }

    /// Lines put together to chunks of about the right size.
    private static List<byte[]> packed(List<ExportRows.Row> rows, ExportFormat format) {
        List<byte[]> chunks = new ArrayList<>();
        var open = new ByteArrayOutputStream(CHUNK_BYTES + 1024);
        for (ExportRows.Row row : rows) {
            open.writeBytes(format.line(row.body()));
            if (open.size() >= CHUNK_BYTES) {
                chunks.add(open.toByteArray());
                open.reset();
            }
        }
        chunks.add(open.toByteArray());
        return chunks;
    }

    /// @param rows those of the page that belong to the export
    /// @param reached the place of the last of them
    private record Page(List<ExportRows.Row> rows, ExportRows.Place reached, boolean isLast) {

        static Page of(List<ExportRows.Row> found, ExportRows.Place end) {
            var own = found.stream().filter(row -> !row.place().isAfter(end)).toList();
            boolean isLast = found.size() < ExportRows.PAGE_ROWS || own.size() < found.size();
            return new Page(own, own.isEmpty() ? end : own.getLast().place(), isLast);
        }
    }
}
