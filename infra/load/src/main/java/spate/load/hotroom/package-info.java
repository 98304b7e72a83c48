/// Fetches of one room's history by many.
@NullMarked
package spate.load.hotroom;

import org.jspecify.annotations.NullMarked;
