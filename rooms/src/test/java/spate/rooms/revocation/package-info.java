@NullMarked
package spate.rooms.revocation;

import org.jspecify.annotations.NullMarked;
