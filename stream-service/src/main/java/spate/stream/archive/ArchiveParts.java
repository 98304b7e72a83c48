package spate.stream.archive;

import spate.rooms.log.LogTopics;

/// What a run of the archive works with.
record ArchiveParts(
        ArchiveProperties properties,
        LogTopics topics,
        LogPolls polls,
        ArchiveTables tables,
        SliceStore store,
        RecentHistory recent,
        StoredListener listener,
        ArchiveTracing tracing,
        ArchiveMeters meters) {

    BatchPlan.Bounds bounds() {
        return new BatchPlan.Bounds(properties.rowsMax(), properties.bytesMax().toBytes(), properties.lanes());
    }
}
