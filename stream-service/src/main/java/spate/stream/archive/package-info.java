/// The archive: stores every event of the log once and in order in MySQL, and keeps the newest of each room in
/// Redis.
///
/// One poll of the log is one batch: it is sorted ([BatchPlan]), written ([SliceStore], one transaction for each
/// [Slice]), shown to Redis, and only then acknowledged. What MySQL says it has stored ([StoredProgress])
/// decides where a partition is read from; the group's offsets in Kafka follow it and are there for tools that
/// watch lag.
@NullMarked
package spate.stream.archive;

import org.jspecify.annotations.NullMarked;
