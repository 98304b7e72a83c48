package spate.faults.search;

/// Where something stands in a room, read out of a position. To viewers it is opaque; whoever checks them looks into
/// it.
///
/// @param epoch which incarnation of the log
/// @param offset of the record
record Place(String epoch, long offset) {

    static Place of(String position) {
        int dot = position.lastIndexOf('.');
        return dot < 0
                ? new Place(position, Long.MIN_VALUE)
                : new Place(position.substring(0, dot), number(position, dot));
    }

    private static long number(String position, int dot) {
        try {
            return Long.parseLong(position.substring(dot + 1));
        } catch (NumberFormatException _) {
            return Long.MIN_VALUE;
        }
    }

    @Override
    public String toString() {
        return epoch + "." + offset;
    }
}
