package spate.chat.token;

import java.time.Instant;
import spate.rooms.posting.Poster;

/// What came of verifying a token.
public sealed interface Verified {

    /// The token is good.
    ///
    /// @param viewer who it speaks for
    /// @param expiresAt until when
    record Good(Poster viewer, Instant expiresAt) implements Verified {}

    /// The token was good once.
    record Expired() implements Verified {}

    /// The token is none of ours.
    record Invalid() implements Verified {}

    /// The keys cannot be had now.
    record Unknown() implements Verified {}
}
