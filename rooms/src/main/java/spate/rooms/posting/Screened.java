package spate.rooms.posting;

import spate.protocol.Refusal;

/// What becomes of a draft because of the blocked words of its room.
public sealed interface Screened {

    /// It may be posted.
    ///
    /// @param draft the draft, with `*` in the place of words that are masked
    record Passed(Draft draft) implements Screened {}

    /// It is not posted.
    record Refused(Refusal refusal) implements Screened {}

    /// Moderators decide about it first.
    ///
    /// @param draft the draft as it was written
    record Held(Draft draft) implements Screened {}
}
