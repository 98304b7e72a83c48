package spate.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is decided about deliveries, apart from sending them.
class DeliveringTests {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private static final Outcome REFUSED = Outcome.ofStatus(500, 1);

    @Test
    void aDeliveryTakesWantedEventsUpToItsBoundsAndPassesTheOthers() {
        var found = List.of(found(1, "message"), found(3, "settings"), found(4, "message"), found(9, "settings"));
        assertThat(Stretch.of(found, Set.of("message"), 50, 1_000)).isEqualTo(new Stretch(place(9), 2));
        assertThat(Stretch.of(found, Set.of("message"), 1, 1_000)).isEqualTo(new Stretch(place(3), 1));
        assertThat(Stretch.of(found, Set.of("message"), 50, 150)).isEqualTo(new Stretch(place(3), 1));
        assertThat(Stretch.of(found, Set.of("notice"), 50, 1_000)).isEqualTo(new Stretch(place(9), 0));
        assertThat(Stretch.of(found, Set.of("message"), 50, 1)).isEqualTo(new Stretch(place(3), 1));
    }

    @Test
    void whateverTheBoundsNothingIsLeftOutOrTakenTwice() {
        List<Stretch.Found> all = new ArrayList<>();
        for (int offset = 0; offset < 200; offset++) {
            all.add(new Stretch.Found(place(offset), offset % 3 == 0 ? "message" : "x", offset % 5 != 0, offset % 70));
        }
        long wanted = all.stream()
                .filter(each -> each.isShown() && each.type().equals("message"))
                .count();
        for (int eventsMax = 1; eventsMax < 20; eventsMax++) {
            int events = 0;
            for (int from = 0; from < all.size(); ) {
                Stretch stretch = Stretch.of(all.subList(from, all.size()), Set.of("message"), eventsMax, 100);
                assertThat(stretch.events()).isLessThanOrEqualTo(eventsMax);
                events += stretch.events();
                from = (int) stretch.to().offset() + 1;
            }
            assertThat(events).isEqualTo(wanted);
        }
    }

    @Test
    void pausesGrowUpToABound() {
        assertThat(BACKOFF.millis(1, 0)).isEqualTo(1_000);
        assertThat(BACKOFF.millis(2, 0)).isEqualTo(4_000);
        assertThat(BACKOFF.millis(3, 0.999_999)).isBetween(12_800L, 12_801L);
        assertThat(BACKOFF.millis(6, 0)).isEqualTo(600_000);
        assertThat(BACKOFF.millis(1_000, 0)).isEqualTo(600_000);
    }

    @Test
    void aDeliveryIsTriedUntilItIsTakenOrWasTriedOftenEnough() {
        assertThat(verdict(Outcome.ofStatus(204, 1), 3, 2)).isEqualTo(new Verdict("delivered", 0, 0, false));
        assertThat(verdict(REFUSED, 0, 1)).isEqualTo(new Verdict("pending", 1, 1_000, false));
        assertThat(verdict(REFUSED, 7, 1)).isEqualTo(new Verdict("failed", 2, 600_000, false));
        assertThat(verdict(new Outcome(null, "timeout", 1), 7, 2)).isEqualTo(new Verdict("failed", 3, 600_000, true));
        assertThat(verdict(Outcome.ofStatus(302, 1), 0, 0).state()).isEqualTo("pending");
    }

    @Test
    void whoSaysGoneIsNotAskedAgain() {
        assertThat(verdict(Outcome.ofStatus(410, 1), 0, 0)).isEqualTo(new Verdict("failed", 1, 1_000, true));
    }

    @Test
    void theSignatureIsWhatTheProtocolShows() {
        byte[] body = "{\"delivery\":\"d\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signature.of("secret", 1_795_273_200, body)).isEqualTo("t=1795273200,v1=" + SIGNED);
        assertThat(Signature.newSecret()).hasSize(43).isNotEqualTo(Signature.newSecret());
    }

    private static final String SIGNED = "1342e97b6408e114e7b30c77a49ae00bd43834f238a8f69a6d2ab2780f14fc33";

    private static Verdict verdict(Outcome outcome, int attempts, int failures) {
        return Verdict.of(outcome, attempts, failures, 8, 3, BACKOFF, 0);
    }

    private static Stretch.Found found(long offset, String type) {
        return new Stretch.Found(place(offset), type, true, 100);
    }

    private static Place place(long offset) {
        return new Place(1, offset);
    }
}
