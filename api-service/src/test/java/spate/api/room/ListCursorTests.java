package spate.api.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListCursorTests {

    @Test
    void aCursorIsReadAsItWasWritten() {
        var cursor = new ListCursor(12, 1_790_000_000_000L, "my-room");
        assertThat(ListCursor.parse(cursor.toString())).contains(cursor);
    }

    @Test
    void whatIsNoCursorIsNone() {
        for (String text : new String[] {"", "x", "!!", "MS4yLjM", "MS4yLk5PVEFST09N"}) {
            assertThat(ListCursor.parse(text)).isEmpty();
        }
    }

    @Test
    void onlyLivingSharesOfTheAudienceCount() {
        assertThat(AudienceShare.parse("12:1000").viewersAt(999)).isEqualTo(12);
        assertThat(AudienceShare.parse("12:1000").viewersAt(1000)).isZero();
        for (String value : new String[] {"", "x", "12", ":", "x:1", "1:x", "-5:1000"}) {
            assertThat(AudienceShare.parse(value).viewersAt(0)).isZero();
        }
    }
}
