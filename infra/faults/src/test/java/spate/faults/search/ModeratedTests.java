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

    @Test
    void aReplyQuotesWhatIsShownAndNothingElse() {
        message(1, "a", "mina", 10);
        message(2, "b", "mina", 10);
        reply(3, "to-a", "a", "mina");
        reply(4, "to-b", "b", "mina");
        take(
                5,
                "{'id':'p','type':'pinned','target':{'id':'to-b','by':{'id':'noah'},'replyTo':"
                        + "{'id':'b','by':'mina','excerpt':'x'}}}");
        take(6, "{'id':'r','type':'removed','target':'a'}");
        reply(7, "late", "a", "mina");
        take(8, "{'id':'c','type':'cleared','viewer':'mina','reason':'clear'}");
        message(9, "d", "mina", 10);
        reply(10, "later", "b", "mina");
        reply(11, "right", "d", "mina");
        assertThat(moderated.emptiedFrom("to-a")).isEqualTo(6);
        assertThat(moderated.emptiedFrom("late")).isEqualTo(7);
        assertThat(moderated.emptiedFrom("to-b")).isEqualTo(8);
        assertThat(moderated.emptiedFrom("p")).isEqualTo(8);
        assertThat(moderated.emptiedFrom("later")).isEqualTo(10);
        assertThat(moderated.emptiedFrom("right")).isEqualTo(NEVER);
        assertThat(moderated.hiddenFrom("to-a")).isEqualTo(NEVER);
        assertThat(moderated.isEmptiedAtOnce("late")).isTrue();
        assertThat(moderated.isEmptiedAtOnce("later")).isFalse();
    }

    private void reply(long offset, String id, String to, String author) {
        take(
                offset,
                "{'id':'%s','type':'message','at':10,'by':{'id':'noah'},'replyTo':{'id':'%s','by':'%s','excerpt':'x'}}"
                        .formatted(id, to, author));
    }

    private void message(long offset, String id, String author, long at) {
        take(offset, "{'id':'%s','type':'message','at':%d,'by':{'id':'%s'}}".formatted(id, at, author));
    }

    private void take(long offset, String event) {
        moderated.take(offset, JSON.readTree(event.replace('\'', '"')));
    }
}
