/// Sign-ins that were ended before their access tokens have run out.
@NullMarked
package spate.rooms.revocation;

import org.jspecify.annotations.NullMarked;
