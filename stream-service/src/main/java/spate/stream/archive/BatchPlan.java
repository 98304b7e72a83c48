package spate.stream.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import spate.rooms.log.LogRecords;
import spate.rooms.log.Parsed;

/// What is to be done with the records of one poll.
///
/// @param lanes what may be stored at the same time; a partition is always in the same lane, or in the one that goes
///     through all of them
/// @param poisons records that are no events
record BatchPlan(List<Lane> lanes, List<DeadLetter> poisons) {

    /// How large slices may be, and how many lanes there are.
    record Bounds(int rowsMax, long bytesMax, int lanes) {}

    /// Slices that are stored one after the other.
    ///
    /// @param number from 0 on, or `ALL`
    record Lane(int number, List<Slice> slices) {

        static final int ALL = -1;
    }

    /// @throws LogChangedException if a partition went back
    static BatchPlan of(List<ConsumerRecord<byte[], byte[]>> records, NextOffsets offsets, Bounds bounds) {
        List<DeadLetter> poisons = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (var partition : byPartition(records).entrySet()) {
            List<Parsed.Event> events = new ArrayList<>(partition.getValue().size());
            for (ConsumerRecord<byte[], byte[]> read : partition.getValue()) {
                switch (LogRecords.parse(read)) {
                    case Parsed.Event event -> events.add(event);
                    case Parsed.Poison(String reason) -> poisons.add(new DeadLetter(read, reason));
                }
            }
            long first = partition.getValue().getFirst().offset();
            long last = partition.getValue().getLast().offset();
            long from = offsets.advance(partition.getKey(), first, last);
            pieces.add(new Piece(partition.getKey(), from, last + 1, events));
        }
        return new BatchPlan(lanes(pieces, bounds), poisons);
    }

    private static Map<Integer, List<ConsumerRecord<byte[], byte[]>>> byPartition(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> sorted = new TreeMap<>();
        for (var read : records) {
            sorted.computeIfAbsent(read.partition(), _ -> new ArrayList<>()).add(read);
        }
        return sorted;
    }

    /// One lane as long as one transaction takes it all: the fewer commits, the better.
    private static List<Lane> lanes(List<Piece> pieces, Bounds bounds) {
        int events = pieces.stream().mapToInt(piece -> piece.events().size()).sum();
        if (events <= bounds.rowsMax()) {
            return List.of(new Lane(Lane.ALL, slices(pieces, bounds)));
        }
        Map<Integer, List<Piece>> shares = new TreeMap<>();
        for (Piece piece : pieces) {
            shares.computeIfAbsent(piece.partition() % bounds.lanes(), _ -> new ArrayList<>())
                    .add(piece);
        }
        return shares.entrySet().stream()
                .map(share -> new Lane(share.getKey(), slices(share.getValue(), bounds)))
                .toList();
    }

    private static List<Slice> slices(List<Piece> pieces, Bounds bounds) {
        List<Slice> slices = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        for (Piece whole : pieces) {
            Piece rest = whole;
            int at = 0;
            while (at < rest.events().size()) {
                int length = rest.events().get(at).entry().body().length;
                if (rows == bounds.rowsMax() || (rows > 0 && bytes + length > bounds.bytesMax())) {
                    if (at > 0) {
                        open.add(rest.before(at));
                        rest = rest.since(at);
                        at = 0;
                    }
                    slices.add(new Slice(open));
                    open = new ArrayList<>();
                    rows = 0;
                    bytes = 0;
                }
                rows++;
                bytes += length;
                at++;
            }
            open.add(rest);
        }
        slices.add(new Slice(open));
        return slices;
    }
}
