package spate.faults.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ModeratedTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long NEVER = Long.MAX_VALUE;

    private final Moderated moderated = new Moderated();

    @Test
    void aRemovedMessageIsHiddenFromWhereThatStandsAndSoIsWhatQuotesIt() {
        message(1, "a", "mina", 10);
        message(2, "b", "mina", 10);
        take(3, "{'id':'p','type':'pinned','target':{'id':'a','by':{'id':'mina'}}}");
        take(4, "{'id':'r','type':'removed','target':'a'}");
        assertThat(moderated.hiddenFrom("a")).isEqualTo(4);
        assertThat(moderated.hiddenFrom("p")).isEqualTo(4);
        assertThat(moderated.hiddenFrom("b")).isEqualTo(NEVER);
        assertThat(moderated.isRemoved("a")).isTrue();
        assertThat(moderated.isRemoved("b")).isFalse();
    }

    @Test
    void whatStandsBehindABanIsVoidUntilItIsLifted() {
        message(1, "before", "mina", 10);
        take(2, "{'id':'c','type':'cleared','viewer':'mina','reason':'ban'}");
        message(3, "behind", "mina", 5);
        message(4, "other", "noah", 5);
        take(5, "{'id':'l','type':'lifted','viewer':'mina'}");
        message(6, "after", "mina", 5);
        assertThat(moderated.hiddenFrom("before")).isEqualTo(2);
        assertThat(moderated.hiddenFrom("behind")).isEqualTo(3);
        assertThat(moderated.hiddenFrom("other")).isEqualTo(NEVER);
        assertThat(moderated.hiddenFrom("after")).isEqualTo(NEVER);
    }

    @Test
    void aTimeoutVoidsWhatWasAcceptedBeforeItsEndAndAClearingChangesNothingOfThat() {
        take(1, "{'id':'c','type':'cleared','viewer':'mina','reason':'timeout','until':100}");
        take(2, "{'id':'d','type':'cleared','viewer':'mina','reason':'clear'}");
        message(3, "early", "mina", 99);
        message(4, "late", "mina", 100);
        assertThat(moderated.hiddenFrom("early")).isEqualTo(3);
        assertThat(moderated.hiddenFrom("late")).isEqualTo(NEVER);
    }

    private void message(long offset, String id, String author, long at) {
        take(offset, "{'id':'%s','type':'message','at':%d,'by':{'id':'%s'}}".formatted(id, at, author));
    }

    private void take(long offset, String event) {
        moderated.take(offset, JSON.readTree(event.replace('\'', '"')));
    }
}
