package spate.rooms.log;

/// What a record of the log turned out to be.
public sealed interface Parsed {

    /// A well-formed event.
    ///
    /// @param entry the event as it was appended
    /// @param partition the room's partition
    /// @param offset the record's offset in that partition
    record Event(LogEntry entry, int partition, long offset) implements Parsed {}

    /// A record that is no event and never will be.
    ///
    /// @param reason what is wrong, in few words, without any of the record's content
    record Poison(String reason) implements Parsed {}
}
