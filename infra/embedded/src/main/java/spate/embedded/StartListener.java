package spate.embedded;

import java.time.Duration;

/// Hears how the servers start; called from several threads at once.
public interface StartListener {

    /// Says nothing to nobody.
    StartListener SILENT = new StartListener() {
        @Override
        public void starting(String server) {}

        @Override
        public void serving(String server, String address, Duration took) {}
    };

    /// A server is being started.
    void starting(String server);

    /// A server serves.
    void serving(String server, String address, Duration took);
}
