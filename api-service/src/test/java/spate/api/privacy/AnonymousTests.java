package spate.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AnonymousTests {

    private static final String REPLY = """
            {"id":"m1","name":"Mina","excerpt":"my words"}""";

    @Test
    void aReplyLosesNameAndWordsAndKeepsWhatItAnswers() {
        assertThat(Anonymous.named(REPLY)).contains("m1");
        assertThat(Anonymous.emptied(REPLY)).contains("""
                {"id":"m1","name":"","excerpt":""}""");
    }

    @Test
    void whatHasNoNameIsLeftAsItIs() {
        assertThat(Anonymous.emptied("""
                {"id":"m1","name":"","excerpt":""}""")).isEmpty();
        assertThat(Anonymous.emptied("no JSON")).isEmpty();
        assertThat(Anonymous.named("[]")).isEmpty();
    }

    @Test
    void anEventLosesTheReplyToAMessageOfWhoLeftOnly() {
        String event = "{\"by\":{\"id\":\"noah\",\"name\":\"Noah\"},\"text\":\"yes\",\"replyTo\":" + REPLY + "}";
        assertThat(Anonymous.without(event, "mina", Set.of("m2"))).isEmpty();
        assertThat(Anonymous.without(event, "mina", Set.of("m1")))
                .hasValueSatisfying(
                        body -> assertThat(body).contains("Noah", "yes", "m1").doesNotContain("Mina", "my words"));
    }
}
