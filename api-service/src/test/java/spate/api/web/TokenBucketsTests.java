package spate.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import spate.api.SettableClock;

class TokenBucketsTests {

    private final SettableClock clock = new SettableClock();

    @Test
    void aBurstIsTakenAndThenOneForEachRefill() {
        var buckets = new TokenBuckets(3, Duration.ofMillis(200), 10, clock);
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(200));
        clock.advance(Duration.ofMillis(150));
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(50));
        clock.advance(Duration.ofMillis(50));
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void keysDoNotShare() {
        var buckets = new TokenBuckets(1, Duration.ofSeconds(1), 10, clock);
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("b")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainButNeverMoreThanTheBurst() {
        var buckets = new TokenBuckets(1, Duration.ofSeconds(1), 10, clock);
        assertThat(buckets.take("a")).isZero();
        buckets.giveBack("a");
        buckets.giveBack("a");
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void theKeyUnusedForLongestIsForgottenAtTheBound() {
        var buckets = new TokenBuckets(1, Duration.ofHours(1), 2, clock);
        buckets.take("a");
        buckets.take("b");
        buckets.take("a");
        buckets.take("c");
        assertThat(buckets.take("a")).as("used lately").isPositive();
        assertThat(buckets.take("b")).as("forgotten").isZero();
    }

    @Test
    void aClockThatGoesBackRefillsNothing() {
        var buckets = new TokenBuckets(1, Duration.ofSeconds(1), 2, clock);
        buckets.take("a");
        clock.advance(Duration.ofSeconds(-30));
        assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(1));
    }
}
