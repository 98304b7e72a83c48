package spate.protocol;

/// What a session may do, as `welcome` tells it.
///
/// @param textLength longest text of a message in code points
/// @param keyLength longest `key` in characters
/// @param historyLength most events that a `join` may ask for
/// @param frameBytes largest frame from a session in bytes
/// @param postsPerSecond sustained posts of one viewer
/// @param postsBurst posts of one viewer at once
/// @param framesPerSecond sustained frames of one session
/// @param framesBurst frames of one session at once
/// @param roomsPerSession rooms that one session may have joined
public record Limits(
        int textLength,
        int keyLength,
        int historyLength,
        int frameBytes,
        int postsPerSecond,
        int postsBurst,
        int framesPerSecond,
        int framesBurst,
        int roomsPerSession) {

    /// The limits of an installation that configures none.
    public static final Limits DEFAULTS = new Limits(500, 64, 200, 8192, 5, 20, 20, 50, 10);
}
