/// Curated bugs: small changes of the services that break a promise, put in one by one to see whether the fault search
/// finds them.
@NullMarked
package spate.faults.bugs;

import org.jspecify.annotations.NullMarked;
