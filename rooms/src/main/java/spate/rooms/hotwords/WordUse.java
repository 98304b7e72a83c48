package spate.rooms.hotwords;

/// A viewer used a word.
///
/// @param word without white space, at most [HotWordCounts#WORD_CHARS_MAX] characters
/// @param viewer viewer id
public record WordUse(String word, String viewer) {}
