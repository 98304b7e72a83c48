package spate.faults.soak;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import spate.faults.world.Slot;
import spate.faults.world.World;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;

/// What all replicas of this process hold just now.
///
/// @param heapMb heap in use right after a collection
/// @param directMb memory outside the heap, Netty's and the platform's buffers
/// @param threadsByName how many platform threads there are of each name
/// @param sessions WebSocket sessions that count as open
/// @param sseSessions SSE sessions that count as open
/// @param seats places of sessions in rooms, which is how many cursors there are
/// @param rooms rooms in memory
record Usage(
        double heapMb,
        double directMb,
        Map<String, Integer> threadsByName,
        int sessions,
        int sseSessions,
        int seats,
        int rooms) {

    private static final double MB = 1024.0 * 1024.0;

    /// Pools of a bounded size begin each thread when it is first needed: Lettuce's two of each of four replicas, and
    /// the event loops.
    private static final int LATE_THREADS = 12;

    static Usage of(World world) {
        var all = new ArrayList<Slot>(world.chats());
        all.addAll(world.streams());
        int seats = 0;
        int rooms = 0;
        for (Slot slot : all) {
            List<Room> in = slot.bean(Rooms.class).all().blockOptional().orElse(List.of());
            rooms += in.size();
            seats += in.stream().mapToInt(Room::sessions).sum();
        }
        long direct = Math.max(0, PlatformDependent.usedDirectMemory())
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return new Usage(
                heapAfterCollection() / MB,
                direct / MB,
                runningThreads(),
                gauge(world.chats(), "spate.sessions"),
                gauge(world.streams(), "spate.sse.sessions"),
                seats,
                rooms);
    }

    /// How many there are of each name, numbers in names left out.
    private static Map<String, Integer> runningThreads() {
        var byName = new TreeMap<String, Integer>();
        Thread.getAllStackTraces()
                .keySet()
                .forEach(thread -> byName.merge(thread.getName().replaceAll("[0-9]+", "#"), 1, Integer::sum));
        return byName;
    }

    int threads() {
        return threadsByName.values().stream().mapToInt(each -> each).sum();
    }

    private static long heapAfterCollection() {
        for (int n = 0; n < 3; n++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int gauge(List<Slot> slots, String name) {
        return slots.stream()
                .mapToInt(slot ->
                        (int) slot.bean(MeterRegistry.class).get(name).gauge().value())
                .sum();
    }

    /// What did not come back, compared with a state of before.
    List<String> excessOver(Usage baseline) {
        var excess = new ArrayList<String>();
        add(excess, "heap, MB", heapMb, baseline.heapMb * 1.15 + 10);
        add(excess, "direct memory, MB", directMb, baseline.directMb * 1.25 + 16);
        add(excess, "threads", threads(), baseline.threads() + LATE_THREADS);
        add(excess, "sessions", sessions, baseline.sessions);
        add(excess, "SSE sessions", sseSessions, baseline.sseSessions);
        add(excess, "seats", seats, baseline.seats);
        add(excess, "rooms", rooms, baseline.rooms);
        return excess;
    }

    /// Threads that were not there in a state of before.
    Map<String, Integer> threadsSince(Usage baseline) {
        var since = new TreeMap<String, Integer>();
        threadsByName.forEach((name, count) -> {
            int more = count - baseline.threadsByName.getOrDefault(name, 0);
            if (more > 0) {
                since.put(name, more);
            }
        });
        return since;
    }

    private static void add(List<String> excess, String what, double is, double most) {
        if (is > most) {
            excess.add(String.format(Locale.ROOT, "%s: %.1f, at most %.1f", what, is, most));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.1f MB, direct %.1f MB, threads %d, sessions %d, SSE sessions %d, seats %d, rooms %d",
                heapMb,
                directMb,
                threads(),
                sessions,
                sseSessions,
                seats,
                rooms);
    }
}
