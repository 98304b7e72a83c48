/// Bots: programs that act in one room, with tokens that say what they may do there.
@NullMarked
package spate.api.bot;

import org.jspecify.annotations.NullMarked;
