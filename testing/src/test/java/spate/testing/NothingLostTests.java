package spate.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

class NothingLostTests {

    @Test
    void droppedErrorFailsItsTest() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(DropsAnError.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.failed(1));
    }

    @Test
    void leakFailsItsClass() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(LeaksABuffer.class))
                .execute()
                .containerEvents()
                .assertStatistics(events -> events.failed(1));
    }

    @Test
    void cleanTestsPass() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(LosesNothing.class))
                .execute()
                .allEvents()
                .assertStatistics(events -> events.failed(0).succeeded(3));
    }

    /// Run by the tests above only: the build runs classes that end in Tests or IT.
    @ExtendWith(NothingLost.class)
    static class DropsAnError {
        @Test
        void drops() {
            Operators.onErrorDropped(new IllegalStateException("nobody hears"), Context.empty());
        }
    }

    @ExtendWith(NothingLost.class)
    static class LeaksABuffer {
        @Test
        void leaks() {
            for (int n = 0; n < 100; n++) {
                ByteBufAllocator.DEFAULT.buffer(64);
            }
        }
    }

    @ExtendWith(NothingLost.class)
    static class LosesNothing {
        @Test
        void releases() {
            ByteBufAllocator.DEFAULT.buffer(64).release();
        }
    }
}
