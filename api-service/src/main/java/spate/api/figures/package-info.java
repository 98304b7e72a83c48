/// What the streamer sees of a room: the dashboard, once or live, and the totals of its reactions. The figures are kept
/// by stream-service; nothing here scans messages.
@NullMarked
package spate.api.figures;

import org.jspecify.annotations.NullMarked;
