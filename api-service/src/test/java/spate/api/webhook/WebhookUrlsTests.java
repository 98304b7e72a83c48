package spate.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.api.web.Violations;

class WebhookUrlsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/spate",
                "https://example.org:8443/a?b=c",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/",
                "HTTPS://hooks.example.co.kr"
            })
    void whatMayBeSentToIsTaken(String url) {
        assertThat(isTaken(url, Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "/path",
                "http://example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https:example.org",
                "https://",
                "https:///path",
                "https://user@example.org/",
                "https://example.org/#a",
                "https://example.org:0/",
                "https://example.org:70000/",
                "https://exa mple.org/",
                "https://예시.kr/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1%25eth0]/",
                "https://192.168.0.1:8080/",
                "http://127.0.0.1:9200/"
            })
    void whatMayNotIsRefused(String url) {
        assertThat(isTaken(url, Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9200/", "https://[::1]/"})
    void theOwnMachineIsTakenForTrials(String url) {
        assertThat(isTaken(url, Map.of("spate.api.webhooks.loopback", "true"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "https://192.168.0.1/", "http://example.org/"})
    void nothingElseIsTakenForTrials(String url) {
        assertThat(isTaken(url, Map.of("spate.api.webhooks.loopback", "true"))).isFalse();
    }

    private static boolean isTaken(String url, Map<String, String> settings) {
        var violations = new Violations();
        new WebhookUrls(properties(settings)).checked(violations, url);
        return violations.isEmpty();
    }

    static WebhookProperties properties(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.api.webhooks", WebhookProperties.class);
    }
}
