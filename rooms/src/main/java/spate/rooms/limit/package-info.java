/// How much each viewer may post: a rate and slow mode, over all replicas through Redis, and on each replica alone
/// where Redis does not answer.
@NullMarked
package spate.rooms.limit;

import org.jspecify.annotations.NullMarked;
