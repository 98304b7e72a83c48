package spate.rooms.replay;

/// A single event as the archive tells it, and how much the archive knew when it did.
///
/// @param event the event
/// @param archivedBefore offset before which everything of the partition is archived, with what moderators hid there;
///     0 where nothing is
public record ArchivedEvent(StoredEvent event, long archivedBefore) {}
