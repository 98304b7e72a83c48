package spate.rooms.log;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Bounds of reading the log again for those who resume; prefix `spate.log.read`. What does not fit into them is
/// not recovered.
///
/// @param readers stretches read at once, 1 to 16: each costs a thread and a consumer while it lasts
/// @param recordsMax most records of one stretch, the repeat window before it included, 1,000 to 100,000,000
/// @param bytesMax most bytes that one stretch keeps for those who asked, 1 MiB to 1 GiB
/// @param timeout longest time from asking to the answer, 100 ms to 30 s
/// @param asksMax most who wait for a stretch, 10 to 1,000,000
/// @param newestRecords how many records back the newest events of a room are looked for, 100 to 10,000,000
@ConfigurationProperties("spate.log.read")
record LogReadProperties(
        @DefaultValue("2") int readers,
        @DefaultValue("1000000") int recordsMax,
        @DefaultValue("67108864") long bytesMax,
        @DefaultValue("4s") Duration timeout,
        @DefaultValue("10000") int asksMax,
        @DefaultValue("20000") int newestRecords) {

    LogReadProperties {
        check(readers >= 1 && readers <= 16, "readers", "must be 1 to 16");
        check(recordsMax >= 1_000 && recordsMax <= 100_000_000, "records-max", "must be 1,000 to 100,000,000");
        check(bytesMax >= 1 << 20 && bytesMax <= 1 << 30, "bytes-max", "must be 1 MiB to 1 GiB");
        check(timeout.toMillis() >= 100 && timeout.toMillis() <= 30_000, "timeout", "must be 100 ms to 30 s");
        check(asksMax >= 10 && asksMax <= 1_000_000, "asks-max", "must be 10 to 1,000,000");
        check(newestRecords >= 100 && newestRecords <= 10_000_000, "newest-records", "must be 100 to 10,000,000");
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.log.read." + key + " " + message);
        }
    }
}
