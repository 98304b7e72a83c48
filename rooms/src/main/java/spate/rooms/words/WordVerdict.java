package spate.rooms.words;

/// What becomes of a text because of the blocked words of a room.
public sealed interface WordVerdict {

    /// It has none.
    WordVerdict CLEAR = new Clear();

    /// It has none.
    record Clear() implements WordVerdict {}

    /// It has one that is refused.
    record Refused() implements WordVerdict {}

    /// It has one that moderators decide about, and none that is refused.
    record Held() implements WordVerdict {}

    /// It has only such as are masked.
    ///
    /// @param text the text with `*` in their place, of as many code points as the original
    record Masked(String text) implements WordVerdict {}
}
