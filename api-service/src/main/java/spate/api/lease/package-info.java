/// What one replica does at a time.
@NullMarked
package spate.api.lease;

import org.jspecify.annotations.NullMarked;
