package spate.api.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import spate.api.web.ProblemException;

class MoveTests {

    @Test
    void aViewerGivesWhatThereIsAndNoMore() {
        var move = new Move(Move.Kind.DONATION, "cause", "mina", "noah", 100, null);
        assertThat(move.left(100)).isZero();
        assertThat(move.sum(7)).isEqualTo(107);
        assertThatThrownBy(() -> move.left(99))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("balance_too_low");
    }

    @Test
    void aProviderMirrorsWhatCameIn() {
        var move = new Move(Move.Kind.TOPUP, "cause", Move.provider("sandbox"), "noah", 100, null);
        assertThat(move.left(-50)).isEqualTo(-150);
    }

    @Test
    void nothingIsMovedFromNothingOrToOneself() {
        assertThatThrownBy(() -> new Move(Move.Kind.DONATION, "cause", "mina", "mina", 100, null))
                .isInstanceOf(IllegalArgumentException.class);
        for (long amount : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> new Move(Move.Kind.DONATION, "cause", "mina", "noah", amount, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var huge = new Move(Move.Kind.DONATION, "cause", "mina", "noah", Long.MAX_VALUE, null);
        assertThatThrownBy(() -> huge.sum(1)).isInstanceOf(ArithmeticException.class);
    }
}
