package spate.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.api.payment.WebhookSignature.Verdict;

class WebhookSignatureTests {

    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = 1_790_000_000;
    private static final WebhookSignature SIGNATURE =
            new WebhookSignature("secret".getBytes(StandardCharsets.UTF_8), 300);

    @Test
    void whatItSignsIsValidWithinTheWindow() {
        String header = SIGNATURE.header(NOW, BODY);
        assertThat(SIGNATURE.check(header, BODY, NOW)).isEqualTo(Verdict.VALID);
        assertThat(SIGNATURE.check(header, BODY, NOW + 300)).isEqualTo(Verdict.VALID);
        assertThat(SIGNATURE.check(header, BODY, NOW - 300)).isEqualTo(Verdict.VALID);
        assertThat(SIGNATURE.check(header, BODY, NOW + 301)).isEqualTo(Verdict.EXPIRED);
        assertThat(SIGNATURE.check(header, BODY, NOW - 301)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void anotherBodyTimeOrSecretIsNot() {
        String header = SIGNATURE.header(NOW, BODY);
        assertThat(SIGNATURE.check(header, "{}".getBytes(StandardCharsets.UTF_8), NOW))
                .isEqualTo(Verdict.INVALID);
        assertThat(SIGNATURE.check(header.replace("t=" + NOW, "t=" + (NOW + 1)), BODY, NOW))
                .isEqualTo(Verdict.INVALID);
        var other = new WebhookSignature("other".getBytes(StandardCharsets.UTF_8), 300);
        assertThat(other.check(header, BODY, NOW)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void oneOfSeveralIsEnough() {
        String header = SIGNATURE.header(NOW, BODY).replace(",v1=", ",v1=00ff, v1=");
        assertThat(SIGNATURE.check(header, BODY, NOW)).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=", "v1=", "t=1790000000", "t=x,v1=00", "t=-1,v1=00", "t=99999999999999999999,v1=00"})
    void nonsenseIsInvalid(String header) {
        assertThat(SIGNATURE.check(header, BODY, NOW)).isEqualTo(Verdict.INVALID);
        assertThat(SIGNATURE.check(null, BODY, NOW)).isEqualTo(Verdict.INVALID);
        assertThat(SIGNATURE.check(SIGNATURE.header(NOW, BODY) + "x".repeat(600), BODY, NOW))
                .isEqualTo(Verdict.INVALID);
    }
}
