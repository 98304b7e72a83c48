package spate.stream.archive;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// What MySQL knows of epochs and of the archive's progress.
final class ArchiveTables {

    private final DatabaseClient database;
    private final Duration timeout;

    ArchiveTables(DatabaseClient database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /// The place of an epoch among all epochs; a new one comes after all others.
    Mono<Integer> ordinalOf(String epoch) {
        Mono<Integer> known = database.sql("SELECT ordinal FROM log_epochs WHERE epoch = :epoch")
                .bind("epoch", epoch)
                .map(row -> number(row, "ordinal").intValue())
                .one();
        return known.switchIfEmpty(
                        Mono.defer(() -> database.sql("INSERT IGNORE INTO log_epochs (epoch) VALUES (:epoch)")
                                .bind("epoch", epoch)
                                .then()
                                .then(known)))
                .timeout(timeout);
    }

    /// For each partition of an epoch the first offset that is not stored; absent where nothing is.
    Mono<Map<Integer, Long>> progress(int ordinal) {
        return database.sql("SELECT partition_no, next_offset FROM archive_progress WHERE epoch_ordinal = :ordinal")
                .bind("ordinal", ordinal)
                .map(row -> Map.entry(
                        number(row, "partition_no").intValue(),
                        number(row, "next_offset").longValue()))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .timeout(timeout);
    }

    private static Number number(Readable row, String column) {
        Number value = row.get(column, Number.class);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is empty");
        }
        return value;
    }
}
