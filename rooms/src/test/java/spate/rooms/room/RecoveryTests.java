package spate.rooms.room;

import static org.assertj.core.api.Assertions.assertThat;
import static spate.rooms.room.RelayRig.position;
import static spate.rooms.room.TestEvents.offsets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `recovered: true` never lies, whatever happens between the question and the answer: tails let go, the archive
/// is behind or away, look-ups are answered late and in another order.
class RecoveryTests {

    private static final int STEPS = 4_000;

    private final RelayRig rig = RelayRig.from(0);
    private final List<Long> all = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Seated> seated = new ArrayList<>();

    private record Asked(@Nullable Long after, int history, AtomicReference<@Nullable JoinOutcome> outcome) {}

    private record Seated(Asked asked, JoinOutcome.Joined joined, FakeReader reader) {}

    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74, 75, 76, 77, 78})
    void neitherRecoveryNorHistoryEverLies(long seed) {
        var random = new Random(seed);
        rig.store.later = true;
        for (int step = 0; step < STEPS; step++) {
            step(random);
            settle();
        }
        rig.store.isAway = false;
        for (int n = 0; n < 1_000 && !asked.isEmpty(); n++) {
            rig.store.answerOne(random);
            rig.pass(Duration.ofSeconds(1));
            settle();
        }
        assertThat(asked).isEmpty();
        seated.forEach(one -> one.reader.takes = true);
        append();
        rig.pass(Duration.ofSeconds(1));
        rig.pause();
        rig.runLoop();

        seated.forEach(this::assertWhole);
        assertThat(seated.stream().filter(one -> one.joined.recovered()).count())
                .isGreaterThan(100);
        assertThat(seated.stream()
                        .filter(one -> one.asked.after != null && !one.joined.recovered())
                        .count())
                .isPositive();
    }

    private void step(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                append();
                if (random.nextBoolean()) {
                    rig.tellOfAnotherRoom();
                }
            }
            case 3, 4 -> rig.pause();
            case 5 -> rig.pass(Duration.ofMillis(random.nextInt(60)));
            case 6 -> rig.store.reach = Math.max(rig.store.reach, random.nextLong(rig.next + 1));
            case 7 -> {
                boolean resumes = !all.isEmpty() && random.nextInt(5) > 0;
                Long after = resumes ? (Long) (rig.next - 1 - random.nextLong(Math.min(rig.next, 120))) : null;
                int history = random.nextInt(60);
                asked.add(new Asked(after, history, rig.joining(after == null ? null : position(after), history)));
            }
            case 8, 9 -> rig.store.answerOne(random);
            case 10 -> rig.store.isAway = random.nextInt(8) == 0;
            default -> {
                if (!seated.isEmpty()) {
                    seated.get(random.nextInt(seated.size())).reader.takes = random.nextBoolean();
                }
                rig.runLoop();
            }
        }
    }

    private void append() {
        long offset = rig.tell();
        all.add(offset);
        rig.store.events.add(TestEvents.at(offset));
    }

    private void settle() {
        asked.removeIf(one -> {
            JoinOutcome outcome = one.outcome.get();
            if (outcome == null) {
                return false;
            }
            var joined = (JoinOutcome.Joined) outcome;
            seated.add(new Seated(one, joined, rig.sit(joined)));
            return true;
        });
    }

    private void assertWhole(Seated one) {
        List<Long> history = offsets(one.joined.history());
        long position = one.joined.position().offset();
        long from = position;
        if (one.joined.recovered()) {
            assertThat(one.asked.after).isNotNull();
            from = one.asked.after == null ? -1 : one.asked.after;
            assertThat(history).isEmpty();
        } else {
            List<Long> before = all.stream().filter(o -> o <= position).toList();
            assertThat(history.size()).isLessThanOrEqualTo(one.asked.history);
            assertThat(history).isEqualTo(before.subList(before.size() - history.size(), before.size()));
        }
        long begin = from;
        List<FakeReader.Missed> missed = one.reader.missed;
        assertThat(offsets(one.reader.events))
                .isEqualTo(all.stream()
                        .filter(o -> o > begin && missed.stream().noneMatch(gap -> o > gap.prev() && o <= gap.last()))
                        .toList());
    }
}
