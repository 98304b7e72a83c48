package spate.load.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ten messages, numbered and stored in the same order unless a test says otherwise.
class TruthTests {

    private final EventIndex events = new EventIndex();

    @BeforeEach
    void tenMessages() {
        for (int i = 0; i < 10; i++) {
            events.intern(i, i, (byte) (EventIndex.MESSAGE | EventIndex.MARKED), 0, i);
        }
    }

    private static int[] inOrder() {
        return IntStream.range(0, 10).toArray();
    }

    private static Sequence sequence(int... numbers) {
        var sequence = new Sequence();
        for (int number : numbers) {
            if (number < 0) {
                sequence.addToldGap();
            } else {
                sequence.add(number, 1);
            }
        }
        return sequence;
    }

    private Verdict judge(int... numbers) {
        return Truth.stored(events, inOrder(), true).judge(Map.of(sequence(numbers), 1));
    }

    @Test
    void everythingOnceInOrderIsClean() {
        var verdict = judge(inOrder());
        assertThat(verdict.isClean()).isTrue();
        assertThat(verdict.deliveries()).isEqualTo(10);
    }

    @Test
    void lostInTheMiddleAndAtTheEnd() {
        assertThat(judge(0, 1, 3, 4, 5, 6, 7, 8).lost()).isEqualTo(2);
    }

    @Test
    void doubleDoesNotHideALoss() {
        var verdict = judge(0, 1, 2, 2, 4, 5, 6, 7, 8, 9);
        assertThat(verdict.doubled()).isEqualTo(1);
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.deliveries()).isEqualTo(verdict.expected());
    }

    @Test
    void reorderedIsNeitherLostNorDoubled() {
        var verdict = judge(0, 2, 1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(verdict.reordered()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.doubled()).isZero();
    }

    @Test
    void orderIsThatOfTheHistoryNotOfTheFirstSession() {
        int[] stored = {0, 2, 1, 3, 4, 5, 6, 7, 8, 9};
        var truth = Truth.stored(events, stored, true);
        assertThat(truth.judge(Map.of(sequence(inOrder()), 3)).reordered()).isEqualTo(3);
        assertThat(truth.judge(Map.of(sequence(stored), 3)).isClean()).isTrue();
    }

    @Test
    void foreignMessageIsFound() {
        int foreign = events.intern(99, 99, EventIndex.MESSAGE, -1, -1);
        var verdict = judge(0, 1, 2, 3, foreign, 4, 5, 6, 7, 8, 9);
        assertThat(verdict.foreign()).isEqualTo(1);
    }

    @Test
    void eventsThatAreNoMessagesAreOnlyCheckedForDoubles() {
        int reactions = events.intern(50, 50, (byte) 0, -1, -1);
        assertThat(judge(0, 1, reactions, 2, 3, 4, 5, 6, 7, 8, 9).isClean()).isTrue();
        assertThat(judge(0, 1, reactions, reactions, 2, 3, 4, 5, 6, 7, 8, 9).doubled())
                .isEqualTo(1);
    }

    @Test
    void toldGapExcusesWhatLiesInItOnly() {
        var verdict = judge(0, 1, -1, 4, 5, 7, 8, 9);
        assertThat(verdict.toldMissed()).isEqualTo(2);
        assertThat(verdict.lost()).isEqualTo(1);
    }

    @Test
    void toldGapAtTheEndExcusesTheRest() {
        var verdict = judge(0, 1, 2, -1);
        assertThat(verdict.toldMissed()).isEqualTo(7);
        assertThat(verdict.isClean()).isTrue();
    }

    @Test
    void sessionThatReceivedNothingLostEverything() {
        assertThat(judge().lost()).isEqualTo(10);
    }

    @Test
    void equalSequencesAreOneOrderAndDifferentAreMore() {
        var truth = Truth.stored(events, inOrder(), true);
        var verdict = truth.judge(Map.of(sequence(inOrder()), 500, sequence(0, 1), 2));
        assertThat(verdict.sessions()).isEqualTo(502);
        assertThat(verdict.lost()).isEqualTo(16);
        assertThat(verdict.orders()).isEqualTo(2);
    }

    @Test
    void withoutHistoryTheFullestSessionIsTheTruth() {
        var sequences = Map.of(sequence(inOrder()), 1, sequence(0, 1, 2, 3, 5, 6, 7, 8, 9), 1);
        var verdict = Truth.ofLongest(events, sequences, true).judge(sequences);
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.reordered()).isZero();
    }

    @Test
    void renumberedSequenceKeepsOrderAndGaps() {
        int[] numbers = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        assertThat(sequence(0, 1, -1, 5).renumbered(numbers)).isEqualTo(sequence(9, 8, -1, 4));
    }

    @Test
    void sequenceSurvivesWriting() throws IOException {
        var sequence = sequence(0, 1, 2, -1, 7, 3);
        var bytes = new ByteArrayOutputStream();
        sequence.write(new DataOutputStream(bytes));
        var read = Sequence.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read).isEqualTo(sequence);
    }

    @Test
    void endlessDisorderIsBounded() {
        var sequence = new Sequence();
        for (int i = 0; i < 300_000; i++) {
            sequence.add((i * 2) % 5, 1);
        }
        assertThat(sequence.isOverflowed()).isTrue();
    }

    @Test
    void ledgerFindsWhatIsNotStoredAndWhatIsStoredTwice() {
        var ledger = new Ledger(events);
        for (int i = 0; i < 10; i++) {
            ledger.addAcked(i, i);
        }
        assertThat(ledger.judge(inOrder()).isClean()).isTrue();
        assertThat(ledger.judge(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}).ackedMissing())
                .isEqualTo(1);
        assertThat(ledger.judge(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9}).storedAgain())
                .isEqualTo(1);
        ledger.addAcked(77, 77);
        assertThat(ledger.judge(inOrder()).ackedMissing()).isEqualTo(1);
    }

    @Test
    void ledgerFindsOnePostUnderTwoIds() {
        events.intern(1000, 1000, (byte) (EventIndex.MESSAGE | EventIndex.MARKED), 0, 4);
        assertThat(new Ledger(events).judge(inOrder()).sameAgain()).isEqualTo(1);
    }

    @Test
    void indexKeepsNumbersOverGrowth() {
        var index = new EventIndex();
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.intern(i * 31L, i, (byte) 0, i, -i)).isEqualTo(i);
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.find(i * 31L, i)).isEqualTo(i);
        }
        assertThat(index.find(5, 5)).isEqualTo(-1);
    }
}
