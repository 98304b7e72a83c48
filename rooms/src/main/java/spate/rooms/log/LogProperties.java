package spate.rooms.log;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the log is and how it is used; prefix `spate.log`.
///
/// @param servers Kafka's bootstrap servers
/// @param group the service's fixed group id, under which every replica reads everything
/// @param partitions partitions of the topic, if it has to be created: 1 to 1024. More spread the rooms over more
///     of Kafka's disks and archive workers; a topic that exists keeps its own number
/// @param replication replicas of each partition, if the topic has to be created: 1 to 7; below 3 a lost disk can
///     lose messages
/// @param linger longest time between two groups of appends, 0 to 100 ms: longer saves requests in a flood; an append
///     that comes alone does not wait
/// @param timeout when an append that Kafka did not take counts as failed, 1 s to 2 min
/// @param appendsMax appends under way at once, 100 to 1,000,000; above it appends fail at once
/// @param repeatWindow how far back a starting replica reads, so that it knows the ids of messages that may be
///     sent again: 0 to 24 h
/// @param repeatIdsMax ids remembered at most, 1,000 to 50,000,000 (about 40 bytes each); at the bound the oldest
///     are forgotten before the window ends
/// @param recentWindow how much of the newest part of the log a starting replica knows for rooms that are joined
///     later, 0 to 24 h; it reads this much more than the repeat window, so that no repeat passes for the first
/// @param recentBytes how much of the newest part of the log is kept in memory for rooms that are joined later,
///     1 MiB to 4 GiB
@ConfigurationProperties("spate.log")
public record LogProperties(
        @DefaultValue("127.0.0.1:9092") String servers,
        @DefaultValue("spate") String group,
        @DefaultValue("12") int partitions,
        @DefaultValue("1") short replication,
        @DefaultValue("8ms") Duration linger,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("20000") int appendsMax,
        @DefaultValue("10m") Duration repeatWindow,
        @DefaultValue("4000000") int repeatIdsMax,
        @DefaultValue("10m") Duration recentWindow,
        @DefaultValue("67108864") long recentBytes) {

    public LogProperties {
        check(!servers.isBlank(), "servers", "must name at least one server");
        check(partitions >= 1 && partitions <= 1024, "partitions", "must be 1 to 1024");
        check(replication >= 1 && replication <= 7, "replication", "must be 1 to 7");
        check(between(linger, Duration.ZERO, Duration.ofMillis(100)), "linger", "must be 0 to 100 ms");
        check(between(timeout, Duration.ofSeconds(1), Duration.ofMinutes(2)), "timeout", "must be 1 s to 2 min");
        check(appendsMax >= 100 && appendsMax <= 1_000_000, "appends-max", "must be 100 to 1,000,000");
        check(between(repeatWindow, Duration.ZERO, Duration.ofHours(24)), "repeat-window", "must be 0 to 24 h");
        check(repeatIdsMax >= 1_000 && repeatIdsMax <= 50_000_000, "repeat-ids-max", "must be 1,000 to 50,000,000");
        check(between(recentWindow, Duration.ZERO, Duration.ofHours(24)), "recent-window", "must be 0 to 24 h");
        check(recentBytes >= 1 << 20 && recentBytes <= 4L << 30, "recent-bytes", "must be 1 MiB to 4 GiB");
    }

    private static boolean between(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new IllegalArgumentException("spate.log." + key + " " + message);
        }
    }
}
