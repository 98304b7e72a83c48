package spate.rooms.words;

/// A blocked word as a moderator wrote it.
///
/// @param pattern see [WordPattern]
/// @param action what becomes of a message that has it
public record BlockedWord(String pattern, WordAction action) {}
