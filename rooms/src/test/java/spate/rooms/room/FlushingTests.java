package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When rooms send on what they gathered.
class FlushingTests {

    private final RelayRig rig = RelayRig.from(0);
    private final Room room = rig.joined(null, 0).room();

    @Test
    void aQuietRoomSendsAtOnce() {
        rig.pass(Duration.ofSeconds(1));
        rig.tell();
        rig.pause();
        assertThat(room.tail().head().last()).isZero();
        rig.pass(Duration.ofSeconds(1));
        rig.tell();
        rig.pause();
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(2, 1));
    }

    @Test
    void aBusyRoomGathersUntilItsWindowIsOver() {
        rig.pass(Duration.ofSeconds(1));
        for (int n = 0; n < 10; n++) {
            rig.tell();
            rig.pause();
        }
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(1, 0));
        rig.pass(Duration.ofMillis(3));
        assertThat(room.tail().head().next()).isEqualTo(1);
        rig.pass(Duration.ofMillis(2));
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(2, 9));
    }

    @Test
    void eachWindowSendsOnce() {
        rig.pass(Duration.ofSeconds(1));
        for (int n = 0; n < 100; n++) {
            rig.tell();
            rig.pause();
            rig.pass(Duration.ofMillis(1));
        }
        rig.pass(Duration.ofMillis(10));
        assertThat(room.tail().head().last()).isEqualTo(99);
        assertThat(room.tail().head().next()).isBetween(20L, 34L);
    }

    @Test
    void eventLoopsThatStillWriteGetMoreAtOnceInsteadOfMoreOften() {
        FakeReader reader = rig.sit(rig.joined(null, 0));
        rig.pass(Duration.ofSeconds(1));
        for (int n = 0; n < 40; n++) {
            rig.tell();
            rig.pause();
            rig.pass(Duration.ofMillis(10));
        }
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(1, 0));
        rig.runLoop();
        rig.pass(Duration.ofMillis(2));
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(2, 39));
        rig.runLoop();
        assertThat(reader.events).hasSize(40);
    }

    @Test
    void anEventLoopThatIsHeldUpHoldsTheOthersUpForAFewWindows() {
        rig.sit(rig.joined(null, 0));
        rig.pass(Duration.ofSeconds(1));
        for (int n = 0; n < 90; n++) {
            rig.tell();
            rig.pause();
            rig.pass(Duration.ofMillis(10));
        }
        assertThat(room.tail().head()).isEqualTo(new RoomTail.Head(2, 49));
    }

    @Test
    void aFrameThatIsAsLongAsItMayBeWaitsForNoEventLoop() {
        rig.sit(rig.joined(null, 0));
        rig.pass(Duration.ofSeconds(1));
        rig.tell();
        rig.pause();
        for (int n = 0; n < 2_000; n++) {
            rig.tell();
        }
        rig.pass(Duration.ofMillis(10));
        rig.pause();
        assertThat(room.tail().head().last()).isEqualTo(2_000);
    }

    @Test
    void aLargeFlushIsCutIntoSeveralFrames() {
        rig.pass(Duration.ofSeconds(1));
        for (int n = 0; n < 2_000; n++) {
            rig.tell();
        }
        rig.pause();
        assertThat(room.tail().head().last()).isEqualTo(1_999);
        var sizes = new ArrayList<Integer>();
        for (long n = room.tail().floor(); n < room.tail().head().next(); n++) {
            Batch batch = room.tail().get(n);
            assertThat(batch).isNotNull();
            if (batch != null) {
                sizes.add(batch.bytes());
            }
        }
        // With the frame around them below 64 KiB, the most that many clients take.
        assertThat(sizes).hasSizeGreaterThan(2).allMatch(size -> size < 60_000);
    }

    @Test
    void theWindowGrowsWithTheSessionsWithinItsBounds() {
        var window = new BatchWindow(4_000_000, 100_000_000, 2, 0.4, () -> 8_000);
        assertThat(window.nanos(0)).isEqualTo(4_000_000);
        assertThat(window.nanos(2_000)).isEqualTo(20_000_000);
        assertThat(window.nanos(1_000_000)).isEqualTo(100_000_000);
        assertThat(List.of(window.nanos(500), window.nanos(1_000), window.nanos(5_000)))
                .isSorted();
        var dear = new BatchWindow(4_000_000, 100_000_000, 2, 0.4, () -> 16_000);
        assertThat(dear.nanos(2_000)).isEqualTo(40_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        // of 8 MiB for each and 256 MiB for all
        "8388608, 0, 8388608",
        "8388608, 260046848, 8388608",
        "8388608, 264241152, 4194304",
        "8388608, 268435456, 262144",
        "8388608, 400000000, 262144",
        "65536, 268435456, 65536"
    })
    void aTailMayHoldWhatTheOthersLeave(long each, long held, long most) {
        RoomsProperties properties = RelayRig.bind(
                "spate.rooms", RoomsProperties.class, Map.of("spate.rooms.tail-bytes", Long.toString(each)));
        assertThat(properties.tailBytesNow(held)).isEqualTo(most);
    }
}
