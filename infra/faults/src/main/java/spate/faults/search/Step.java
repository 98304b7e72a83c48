package spate.faults.search;

import java.util.stream.Collectors;
import spate.faults.proxy.Direction;
import spate.faults.world.Server;
import spate.faults.world.Slot;
import spate.faults.world.Stretch;

/// One thing that happens in a scenario.
///
/// @param at when, in milliseconds from the scenario's begin
/// @param what what
record Step(int at, What what) implements Comparable<Step> {

    @Override
    public int compareTo(Step other) {
        return Integer.compare(at, other.at);
    }

    @Override
    public String toString() {
        return "%5d ms  %s".formatted(at, what);
    }

    /// A schedule for people.
    static String schedule(Iterable<Step> steps) {
        return java.util.stream.StreamSupport.stream(steps.spliterator(), false)
                .map(Step::toString)
                .collect(Collectors.joining("\n"));
    }

    sealed interface What {}

    /// What viewers do, each by its number.
    sealed interface Viewing extends What {
        int viewer();
    }

    /// Opens a session at a replica, in the place of the one before, and goes on after the last position it knows.
    ///
    /// @param back how many positions it has forgotten: a page that was asleep
    record Refresh(int viewer, int replica, int back, boolean deflates) implements Viewing {}

    /// Begins anew, as a page does that is opened first.
    record Visit(int viewer, int replica, int history) implements Viewing {}

    record Drop(int viewer) implements Viewing {}

    record Leave(int viewer, int room) implements Viewing {}

    record Join(int viewer, int room) implements Viewing {}

    record Post(int viewer, int room, int messages, int letters) implements Viewing {}

    /// Sends something again that was sent already, under its key.
    record Repeat(int viewer, int which) implements Viewing {}

    record StopReading(int viewer) implements Viewing {}

    record GoOnReading(int viewer) implements Viewing {}

    /// What the owner of the rooms decides about others. Which viewer or message, by its number.
    sealed interface Decision extends What {
        int room();
    }

    /// @param stays whether the viewer is let in again at the end
    record Ban(int room, int viewer, boolean stays) implements Decision {}

    record TimeOut(int room, int viewer) implements Decision {}

    record Lift(int room, int viewer) implements Decision {}

    record Clear(int room, int viewer) implements Decision {}

    record Remove(int room, int which) implements Decision {}

    record Pin(int room, int which) implements Decision {}

    /// A reader over SSE goes on, or begins, at a replica.
    record Follow(int reader, int replica) implements What {}

    record Unfollow(int reader) implements What {}

    /// Somebody who is no session appends events: bots, moderation, donations.
    record Append(int room, int events, int letters) implements What {}

    /// A record is appended a second time.
    record AppendAgain(int room, int which) implements What {}

    /// A record that is no event.
    record Poison(int room, int kind) implements What {}

    /// What breaks, and is whole again after some milliseconds.
    sealed interface Fault extends What {
        int millis();
    }

    record Crash(Slot.Name replica, int millis) implements Fault {}

    record Drain(Slot.Name replica, int millis) implements Fault {}

    record Pause(Server server, int millis) implements Fault {}

    record Kill(Server server, int millis) implements Fault {}

    record Flush(int millis) implements Fault {}

    record Cut(Slot.Name replica, Stretch stretch, int millis) implements Fault {}

    record Reset(Slot.Name replica, Stretch stretch, int millis) implements Fault {}

    record Hold(Slot.Name replica, Stretch stretch, Direction direction, int millis) implements Fault {}

    record Delay(Slot.Name replica, Stretch stretch, int by, int millis) implements Fault {}
}
