package spate.api.room;

/// What one replica says of one room: `count:expiresAtMillis`.
///
/// @param viewers sessions of the room on that replica
/// @param expiresAt until when this holds, milliseconds since 1970
record AudienceShare(long viewers, long expiresAt) {

    private static final AudienceShare NONE = new AudienceShare(0, 0);

    /// The share in a value; none where it is no share.
    static AudienceShare parse(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return NONE;
        }
        try {
            return new AudienceShare(
                    Math.max(0, Long.parseLong(value, 0, colon, 10)),
                    Long.parseLong(value, colon + 1, value.length(), 10));
        } catch (NumberFormatException _) {
            return NONE;
        }
    }

    long viewersAt(long now) {
        return now < expiresAt ? viewers : 0;
    }
}
