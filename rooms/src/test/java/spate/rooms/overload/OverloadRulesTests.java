package spate.rooms.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OverloadRulesTests {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Signals CALM = new Signals(0, 0, 0, 0);

    private final OverloadRules rules = new OverloadRules(bind(Map.of()), 1_000, 0);

    @Test
    void aCalmReplicaShedsNobody() {
        for (long n = 0; n < 100; n++) {
            assertThat(rules.decide(new Signals(2_000 * MILLI, 2_000 * MILLI, 100_000, 850), n * 250 * MILLI))
                    .isEqualTo(OverloadRules.Excess.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"2001, 0, 0, 0, RELAY", "0, 2001, 0, 0, LOOP", "0, 0, 100001, 0, LOG", "0, 0, 0, 851, MEMORY"})
    void eachSignalAloneShedsOnceItLasts(
            long relay, long loop, long records, long bytes, OverloadRules.Excess expected) {
        var signals = new Signals(relay * MILLI, loop * MILLI, records, bytes);
        assertThat(rules.decide(CALM, 0)).isEqualTo(OverloadRules.Excess.NONE);
        assertThat(rules.decide(signals, 500 * MILLI)).isEqualTo(OverloadRules.Excess.NONE);
        assertThat(rules.decide(signals, 2_999 * MILLI)).isEqualTo(OverloadRules.Excess.NONE);
        assertThat(rules.decide(signals, 3_000 * MILLI)).isEqualTo(expected);
    }

    @Test
    void aPauseOfTheCollectorOrASpikeOfJoinsIsNoOverload() {
        for (long n = 0; n < 100; n++) {
            Signals signals = n % 6 != 0 ? new Signals(5_000 * MILLI, 0, 0, 0) : CALM;
            assertThat(rules.decide(signals, n * 500 * MILLI)).isEqualTo(OverloadRules.Excess.NONE);
        }
    }

    @Test
    void itEndsWhenAllIsWellBelowForAWhile() {
        var much = new Signals(3_000 * MILLI, 0, 0, 0);
        var half = new Signals(1_500 * MILLI, 0, 0, 0);
        rules.decide(much, 0);
        assertThat(rules.decide(much, 3_000 * MILLI)).isEqualTo(OverloadRules.Excess.RELAY);
        // Below the bound is not enough: whoever is let in brings it back.
        assertThat(rules.decide(half, 9_000 * MILLI)).isEqualTo(OverloadRules.Excess.RELAY);
        assertThat(rules.decide(CALM, 10_000 * MILLI)).isEqualTo(OverloadRules.Excess.RELAY);
        assertThat(rules.decide(CALM, 11_999 * MILLI)).isEqualTo(OverloadRules.Excess.RELAY);
        assertThat(rules.decide(CALM, 12_000 * MILLI)).isEqualTo(OverloadRules.Excess.NONE);
    }

    @Test
    void aProbeTellsHowLongTasksWait() {
        var tasks = new ArrayDeque<Runnable>();
        var probe = new LagProbe(tasks::add);
        long begun = System.nanoTime();
        assertThat(probe.measure(begun)).isZero();
        assertThat(probe.measure(begun + 300 * MILLI)).isEqualTo(300 * MILLI);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(probe.measure(System.nanoTime())).isBetween(1L, System.nanoTime() - begun);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void anExecutorThatHasEndedHasNoLag() {
        var probe = new LagProbe(_ -> {
            throw new RejectedExecutionException();
        });
        probe.measure(0);
        assertThat(probe.measure(5_000 * MILLI)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "relay-lag, 49ms",
        "loop-lag, 61s",
        "log-lag, 99",
        "direct-share, 0.05",
        "direct-share, 1.1",
        "direct-bytes, 1000",
        "after, 61s",
        "until, -1s",
        "retry-least, 99ms",
    })
    void badBoundsAreRefusedByName(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("spate.overload." + key, value)))
                .rootCause()
                .hasMessageContaining("spate.overload." + key);
    }

    private static OverloadProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("spate.overload", OverloadProperties.class);
    }
}
