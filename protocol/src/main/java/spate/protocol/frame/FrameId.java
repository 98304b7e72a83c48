package spate.protocol.frame;

/// A frame's `id` as the session wrote it, a number or a short string, kept as JSON so that it goes back as
/// `re` to the letter.
///
/// @param json the JSON number or the quoted string
public record FrameId(String json) {}
