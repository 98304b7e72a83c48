package spate.rooms.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import spate.protocol.EventId;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.RoomPolicy;

class LocalLimitsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final RoomPolicy QUICK = policy("the-room", 0);
    private static final RoomPolicy SLOW = policy("the-room", 10);
    private static final PostRate WIDE = new PostRate(1_000, 1_000);

    private final LocalLimits limits = new LocalLimits(1_000);

    @Test
    void aBucketGivesItsBurstAndThenItsRate() {
        var bucket = new TokenBucket(5, 20, 0);
        for (int n = 0; n < 20; n++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.take(0)).isEqualTo(200);
        assertThat(bucket.take(SECOND / 10)).isEqualTo(100);
        assertThat(bucket.take(SECOND / 5)).isZero();
        assertThat(bucket.take(SECOND / 5)).isPositive();
        assertThat(bucket.isFull(SECOND)).isFalse();
        assertThat(bucket.isFull(5 * SECOND)).isTrue();
    }

    @Test
    void eachViewerHasARateOfItsOwnThatIsForgotten() {
        var rate = new PostRate(1, 2);
        assertThat(List.of(
                        take(QUICK, "a", "1", rate, 0), take(QUICK, "a", "2", rate, 0), take(QUICK, "b", "3", rate, 0)))
                .containsOnly(Taken.YES);
        assertThat(take(QUICK, "a", "4", rate, 0)).isEqualTo(Taken.tooFast(1_000));
        limits.sweep(SECOND);
        assertThat(limits.size()).isEqualTo(1);
        limits.sweep(3 * SECOND);
        assertThat(limits.size()).isZero();
    }

    @Test
    void slowModeCountsFromTheLastMessageInTheRoom() {
        assertThat(take(SLOW, "mina", "1", WIDE, 0)).isEqualTo(Taken.YES);
        assertThat(take(SLOW, "mina", "2", WIDE, 4 * SECOND)).isEqualTo(Taken.slowMode(6_000));
        assertThat(take(policy("other-room", 10), "mina", "3", WIDE, 4 * SECOND))
                .isEqualTo(Taken.YES);
        assertThat(take(SLOW, "noah", "4", WIDE, 4 * SECOND)).isEqualTo(Taken.YES);
        assertThat(take(SLOW, "mina", "5", WIDE, 10 * SECOND)).isEqualTo(Taken.YES);
        assertThat(take(SLOW, "owner", "6", WIDE, 0)).isEqualTo(Taken.YES);
        assertThat(take(SLOW, "owner", "7", WIDE, 0)).isEqualTo(Taken.YES);
    }

    @Test
    void whatWasNotPostedIsNotWaitedFor() {
        take(SLOW, "mina", "1", WIDE, 0);
        limits.giveBack(turn(SLOW, "mina", "other", WIDE));
        assertThat(take(SLOW, "mina", "2", WIDE, 1)).isNotEqualTo(Taken.YES);
        limits.giveBack(turn(SLOW, "mina", "1", WIDE));
        assertThat(take(SLOW, "mina", "2", WIDE, 1)).isEqualTo(Taken.YES);
    }

    @Test
    void aMessageThatIsSentAgainDoesNotWaitForItself() {
        take(SLOW, "mina", "1", WIDE, 0);
        assertThat(take(SLOW, "mina", "1", WIDE, SECOND)).isEqualTo(Taken.YES);
        assertThat(take(SLOW, "mina", "2", WIDE, 2 * SECOND)).isNotEqualTo(Taken.YES);
    }

    @Test
    void noMoreViewersAreRememberedThanTheBound() {
        var rate = new PostRate(1, 1);
        for (int n = 0; n < 5_000; n++) {
            assertThat(take(QUICK, "viewer-" + n, "1", rate, 0)).isEqualTo(Taken.YES);
        }
        assertThat(limits.size()).isEqualTo(1_000);
        assertThat(take(QUICK, "viewer-1", "2", rate, 0)).isNotEqualTo(Taken.YES);
    }

    private Taken take(RoomPolicy policy, String viewer, String key, PostRate rate, long nowNanos) {
        return limits.take(turn(policy, viewer, key, rate), nowNanos);
    }

    private static Turn turn(RoomPolicy policy, String viewer, String key, PostRate rate) {
        return Turn.of(policy, viewer, EventId.derive(policy.room(), viewer, key), rate);
    }

    private static RoomPolicy policy(String room, int slowModeSeconds) {
        var settings = RoomSettings.of(true, 500, slowModeSeconds, List.of());
        return new RoomPolicy(new RoomId(room), "owner", settings, 1);
    }
}
