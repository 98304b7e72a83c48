package spate.stream.hotwords;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spate.protocol.RoomId;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.log.LogEntry;
import spate.rooms.log.Parsed;
import spate.stream.archive.StoredListener;

/// Takes messages as they are stored, up to a number for each second and room, and keeps them until they are
/// looked at. What is said in direct rooms is left alone. Thread-safe, and never waits for anything but itself.
final class Intake implements StoredListener {

    private static final long SECOND_MILLIS = 1_000;

    private final int perSecond;
    private final int perRoom;
    private final HotWordsMeters meters;
    private final Clock clock;
    private final Map<RoomId, Integer> ofRooms = new HashMap<>();
    private List<LogEntry> taken = new ArrayList<>();
    private int inSecond;
    private long second = Long.MIN_VALUE;

    Intake(HotWordsProperties properties, HotWordsMeters meters, Clock clock) {
        this.perSecond = properties.messagesPerSecond();
        this.perRoom = properties.perRoomPerSecond();
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void stored(List<Parsed.Event> shown) {
        long now = clock.millis();
        for (Parsed.Event event : shown) {
            LogEntry entry = event.entry();
            // An archive that catches up stores what is not of the last minute.
            boolean isOld = entry.at() < now - HotWordCounts.WINDOW.toMillis();
            boolean isWanted = entry.type().equals("message") && entry.author() != null;
            if (isWanted && !isOld && !entry.room().isDirect()) {
                take(entry, now);
            }
        }
    }

    private synchronized void take(LogEntry entry, long now) {
        if (now / SECOND_MILLIS != second) {
            second = now / SECOND_MILLIS;
            inSecond = 0;
            ofRooms.clear();
        }
        // Twice: what was taken within a second may wait for the end of the next.
        if (inSecond >= perSecond
                || taken.size() >= 2 * perSecond
                || ofRooms.getOrDefault(entry.room(), 0) >= perRoom) {
            meters.left();
            return;
        }
        inSecond++;
        ofRooms.merge(entry.room(), 1, Integer::sum);
        taken.add(entry);
    }

    /// The messages that were taken since this was asked last, in the order in which they came.
    synchronized List<LogEntry> drain() {
        List<LogEntry> drained = taken;
        taken = new ArrayList<>();
        return drained;
    }
}
