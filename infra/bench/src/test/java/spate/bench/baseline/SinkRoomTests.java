package spate.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class SinkRoomTests {

    @Test
    void oneSessionWithoutDemandStopsTheWholeRoom() {
        var room = new SinkRoom(() -> {});
        List<String> received = new ArrayList<>();
        room.join().subscribe(received::add);
        room.join().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                // Asks for nothing, as a session does whose socket is full.
            }
        });

        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += room.send(i, BaselineFrames.event(i, 100)) ? 1 : 0;
        }

        assertThat(taken).isEqualTo(256);
        assertThat(received).isEmpty();
    }

    @Test
    void eventsHaveTheSizeThatWasAskedFor() {
        assertThat(BaselineFrames.event(7, 230)).hasSize(230).contains("\"id\":\"0000000000000000000007\"");
    }
}
