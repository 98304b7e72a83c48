package spate.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/// Fails tests in which Netty reports a buffer that was never released, or Reactor drops an error that nobody
/// took.
///
/// `@ExtendWith(NothingLost.class)`. A leak is seen when its memory is collected, so it is told at the end of
/// the class rather than at its test. Classes with this extension must not run at the same time in one JVM.
public final class NothingLost implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final int BUFFERS_TO_PROVOKE_REPORTS = 200;

    private final List<String> leaks = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> dropped = Collections.synchronizedList(new ArrayList<>());
    private final LeakAppender appender = new LeakAppender();

    @Override
    public void beforeAll(ExtensionContext context) {
        appender.start();
        leakLogger().addAppender(appender);
        Hooks.onErrorDropped(dropped::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failIfDropped();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            provokeReports();
            failIfDropped();
            if (!leaks.isEmpty()) {
                throw new AssertionError("buffers were not released:\n" + String.join("\n", leaks));
            }
        } finally {
            leakLogger().detachAppender(appender);
            Hooks.resetOnErrorDropped();
        }
    }

    private void failIfDropped() {
        if (dropped.isEmpty()) {
            return;
        }
        var failure = new AssertionError("Reactor dropped " + dropped.size() + " errors");
        synchronized (dropped) {
            dropped.forEach(failure::addSuppressed);
            dropped.clear();
        }
        throw failure;
    }

    /// Netty looks for leaked buffers when it gives out new ones.
    private static void provokeReports() {
        System.gc();
        for (int n = 0; n < BUFFERS_TO_PROVOKE_REPORTS; n++) {
            ByteBufAllocator.DEFAULT.buffer(16).release();
        }
    }

    private static Logger leakLogger() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }

    private final class LeakAppender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("LEAK:")) {
                leaks.add(event.getFormattedMessage());
            }
        }
    }
}
