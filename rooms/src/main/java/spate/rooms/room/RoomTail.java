package spate.rooms.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The newest part of a room: a bounded ring of batches, numbered one after the other.
///
/// One thread, the relay, appends; any number of threads read without locks. A reader asks for a batch by its
/// number and gets null where the ring has let go of it, so a reader that is too slow learns it instead of
/// holding memory.
final class RoomTail {

    private static final int RING_FIRST = 16;

    private final int batchesMax;
    private volatile Head head;
    private volatile Ring ring = new Ring(RING_FIRST);
    // The relay's own.
    private long floor;
    private long bytes;
    private int events;

    /// @param covered every event of the room after this offset will be appended here
    /// @param batchesMax most batches held, a power of two, at least 16
    RoomTail(long covered, int batchesMax) {
        this.head = new Head(0, covered);
        this.batchesMax = batchesMax;
    }

    /// The end of the tail: number of the next batch and offset up to which everything was told.
    Head head() {
        return head;
    }

    /// The batch with a number below [Head#next], or null where the tail has let go of it.
    @Nullable
    Batch get(long number) {
        return ring.get(number);
    }

    /// Relay only. Adds a batch that follows the head and lets go of the oldest while more than `bytesMax` are
    /// held.
    ///
    /// @return how many bytes more or less the tail holds than before
    long append(Batch batch, long bytesMax) {
        Head before = head;
        if (batch.prev() != before.last) {
            throw new IllegalStateException("BUG: batch after " + batch.prev() + " does not follow " + before.last);
        }
        long bytesBefore = bytes;
        if (before.next - floor == ring.size()) {
            if (ring.size() < batchesMax) {
                ring = ring.grown(floor, before.next);
            } else {
                letGo();
            }
        }
        ring.set(before.next, batch);
        bytes += batch.bytes();
        events += batch.events().size();
        // Readers that see the new head find the batch: the ring's slot was written before.
        head = new Head(before.next + 1, batch.last());
        while (bytes > bytesMax && floor < head.next - 1) {
            letGo();
        }
        return bytes - bytesBefore;
    }

    private void letGo() {
        Batch oldest = oldest();
        ring.clear(floor);
        floor++;
        bytes -= oldest.bytes();
        events -= oldest.events().size();
        oldest.release();
    }

    /// Relay only. Lets go of everything; nothing is read or appended afterwards.
    void release() {
        while (floor < head.next) {
            letGo();
        }
    }

    /// Relay only. Takes hidden events out of the batches held, and what replies quote of them. A batch keeps its
    /// place and its offsets even where nothing is left of it, so readers go on as before.
    ///
    /// @return how many bytes more or less the tail holds than before
    long hide(HidingMark mark) {
        long bytesBefore = bytes;
        for (long n = floor; n < head.next; n++) {
            Batch batch = held(n);
            if (batch.events().stream().anyMatch(mark::touches)) {
                Batch rest = batch.without(mark);
                // Readers that find the old one let go of find the new one in its place.
                ring.set(n, rest);
                batch.release();
                bytes += rest.bytes() - batch.bytes();
                events += rest.events().size() - batch.events().size();
            }
        }
        return bytes - bytesBefore;
    }

    private Batch oldest() {
        Batch batch = ring.get(floor);
        if (batch == null) {
            throw new IllegalStateException("BUG: the tail lost batch " + floor);
        }
        return batch;
    }

    /// Relay only. Every event of the room after this offset is in the tail.
    long covered() {
        return floor == head.next ? head.last : oldest().prev();
    }

    /// Relay only. Number of the oldest batch held.
    long floor() {
        return floor;
    }

    /// Relay only.
    long bytes() {
        return bytes;
    }

    /// Relay only. Number of events held.
    int events() {
        return events;
    }

    /// Relay only. The newest events, at most `limit`, oldest first.
    List<LogEvent> newest(int limit) {
        var newest = new ArrayList<LogEvent>(Math.min(limit, events));
        for (long n = head.next - 1; n >= floor && newest.size() < limit; n--) {
            List<LogEvent> batch = held(n).events();
            for (int i = batch.size() - 1; i >= 0 && newest.size() < limit; i--) {
                newest.add(batch.get(i));
            }
        }
        Collections.reverse(newest);
        return newest;
    }

    /// Relay only. The event with an id, or null where the tail has none.
    @Nullable
    LogEvent find(String id) {
        for (long n = head.next - 1; n >= floor; n--) {
            for (LogEvent event : held(n).events()) {
                if (event.id().equals(id)) {
                    return event;
                }
            }
        }
        return null;
    }

    /// Relay only. Where reading goes on after an offset; null where the tail does not reach back that far.
    ///
    /// @param offset if it is past the head, the room must have no event between the two
    @Nullable
    Resume resumeAfter(long offset) {
        if (offset < covered()) {
            return null;
        }
        long low = floor;
        long high = head.next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (held(middle).last() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == head.next) {
            return new Resume(head.last, low, null);
        }
        Batch batch = held(low);
        if (offset <= batch.prev()
                || batch.events().isEmpty()
                || batch.events().getFirst().offset() > offset) {
            return new Resume(batch.prev(), low, null);
        }
        return new Resume(offset, low + 1, batch.after(offset));
    }

    private Batch held(long number) {
        Batch batch = ring.get(number);
        if (batch == null) {
            throw new IllegalStateException("BUG: the tail lost batch " + number);
        }
        return batch;
    }

    /// @param next number of the batch that comes next
    /// @param last offset up to which everything was told
    record Head(long next, long last) {}

    /// Where a reader goes on.
    ///
    /// @param offset the reader's offset, moved back over offsets that hold no event of the room to the end of
    ///     the batch before
    /// @param next number of the next whole batch
    /// @param rest what comes before it of a batch that the reader had in part
    record Resume(long offset, long next, @Nullable Batch rest) {}

    private static final class Ring {
        private final AtomicReferenceArray<@Nullable Numbered> slots;
        private final int mask;

        Ring(int size) {
            slots = new AtomicReferenceArray<>(size);
            mask = size - 1;
        }

        int size() {
            return mask + 1;
        }

        @Nullable
        Batch get(long number) {
            Numbered slot = slots.get((int) number & mask);
            return slot != null && slot.number == number ? slot.batch : null;
        }

        void set(long number, Batch batch) {
            slots.set((int) number & mask, new Numbered(number, batch));
        }

        void clear(long number) {
            slots.set((int) number & mask, null);
        }

        Ring grown(long from, long to) {
            var grown = new Ring(size() * 2);
            for (long n = from; n < to; n++) {
                grown.slots.set((int) n & grown.mask, slots.get((int) n & mask));
            }
            return grown;
        }
    }

    private record Numbered(long number, Batch batch) {}
}
