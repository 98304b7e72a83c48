/// What stands between viewers, replicas and servers: a front proxy, and links that faults are put into.
@NullMarked
package spate.faults.proxy;

import org.jspecify.annotations.NullMarked;
