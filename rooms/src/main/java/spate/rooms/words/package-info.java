/// The words that a room's moderators blocked: their patterns, and how they are found in texts.
@NullMarked
package spate.rooms.words;

import org.jspecify.annotations.NullMarked;
