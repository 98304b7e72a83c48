package spate.rooms.replay;

/// How much of a partition is stored without a gap: from `gaplessFrom`, inclusive, to `nextOffset`, exclusive.
///
/// @param ordinal the epoch's place among all epochs; one after the newest known where it is not known yet
record Coverage(int ordinal, long gaplessFrom, long nextOffset) {

    /// Whether everything below an offset is stored that the log kept long enough.
    boolean reaches(long beforeOffset) {
        return beforeOffset <= 0 || nextOffset >= beforeOffset;
    }

    /// Whether everything between two offsets, both exclusive, is stored.
    boolean spans(long afterOffset, long beforeOffset) {
        boolean isEmpty = beforeOffset <= afterOffset + 1;
        return isEmpty || (gaplessFrom <= afterOffset + 1 && nextOffset >= beforeOffset);
    }
}
