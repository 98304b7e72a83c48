@NullMarked
package spate.rooms.policy;

import org.jspecify.annotations.NullMarked;
