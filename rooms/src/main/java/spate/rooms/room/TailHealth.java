package spate.rooms.room;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Ready once this replica has read up to where the log stood when it started.
final class TailHealth implements HealthIndicator {

    private final Rooms rooms;

    TailHealth(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Health health() {
        return rooms.isReady()
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", "reading the log").build();
    }
}
