/// The protocol's frames as bytes: an exact scanner, frames read once and recognised again, frames to send.
@NullMarked
package spate.load.wire;

import org.jspecify.annotations.NullMarked;
