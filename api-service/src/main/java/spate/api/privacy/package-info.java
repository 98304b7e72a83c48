/// What belongs to a viewer: its export, its erasure when the viewer leaves, and how long rooms keep events.
@NullMarked
package spate.api.privacy;

import org.jspecify.annotations.NullMarked;
