package spate.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class LanesTests {

    private final Lanes lanes = new Lanes(2);
    private final List<String> begun = new ArrayList<>();

    @Test
    void aLaneIsStoredInOrderAndWaitsForNoOther() {
        Sinks.Empty<Void> first = begin("first of 0", 0);
        begin("first of 1", 1);
        begin("second of 0", 0);
        assertThat(begun).containsExactly("first of 0", "first of 1");
        first.tryEmitEmpty();
        assertThat(begun).containsExactly("first of 0", "first of 1", "second of 0");
    }

    @Test
    void whatGoesThroughAllLanesWaitsForAllAndAllForIt() {
        Sinks.Empty<Void> zero = begin("0", 0);
        Sinks.Empty<Void> one = begin("1", 1);
        Sinks.Empty<Void> all = begin("all", BatchPlan.Lane.ALL);
        begin("1 again", 1);
        zero.tryEmitEmpty();
        assertThat(begun).containsExactly("0", "1");
        one.tryEmitEmpty();
        assertThat(begun).containsExactly("0", "1", "all");
        all.tryEmitEmpty();
        assertThat(begun).containsExactly("0", "1", "all", "1 again");
    }

    @Test
    void whatFailsLetsNothingBehindItBegin() {
        Sinks.Empty<Void> first = begin("first", 0);
        begin("second", 0);
        begin("all", BatchPlan.Lane.ALL);
        first.tryEmitError(new IllegalStateException("cannot be stored"));
        assertThat(begun).containsExactly("first");
    }

    @Test
    void whatIsGivenUpBeginsNothing() {
        Sinks.Empty<Void> first = begin("first", 0);
        var second = lanes.put(0, Mono.fromRunnable(() -> begun.add("second"))).subscribe();
        second.dispose();
        first.tryEmitEmpty();
        assertThat(begun).containsExactly("first");
    }

    /// Subscribes to work that is done when its sink says so.
    private Sinks.Empty<Void> begin(String name, int lane) {
        Sinks.Empty<Void> end = Sinks.empty();
        lanes.put(lane, Mono.defer(() -> {
                    begun.add(name);
                    return end.asMono();
                }))
                .subscribe(_ -> {}, _ -> {});
        return end;
    }
}
