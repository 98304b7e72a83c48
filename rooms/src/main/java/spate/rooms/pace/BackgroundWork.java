package spate.rooms.pace;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;

/// Work that goes on by itself from the start of the service to its end.
public abstract class BackgroundWork implements SmartLifecycle {

    private volatile @Nullable Disposable running;

    /// Begins the work, once for each start.
    ///
    /// @return ends it; what is under way is let go of
    protected abstract Disposable begin();

    @Override
    public final void start() {
        running = begin();
    }

    @Override
    public final void stop() {
        Disposable ending = running;
        running = null;
        if (ending != null) {
            ending.dispose();
        }
    }

    @Override
    public final boolean isRunning() {
        return running != null;
    }
}
