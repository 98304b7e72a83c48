package spate.rooms.token;

import java.time.Instant;
import spate.rooms.posting.Poster;

/// What came of verifying a token.
public sealed interface Verified {

    /// The token is good.
    ///
    /// @param viewer who it speaks for
    /// @param signIn the sign-in that it came from
    /// @param expiresAt until when
    record Good(Poster viewer, String signIn, Instant expiresAt) implements Verified {}

    /// The token was good once.
    record Expired() implements Verified {}

    /// The token is none of ours, or of a sign-in that was ended.
    record Invalid() implements Verified {}

    /// The keys cannot be had now.
    record Unknown() implements Verified {}
}
