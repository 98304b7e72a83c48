package spate.faults.search;

/// An event where it is kept for good.
///
/// @param offset of its record; -1 where that is not told
/// @param body its JSON as text
record StoredEvent(long offset, String id, String body) {

    @Override
    public String toString() {
        return offset + " " + id;
    }
}
