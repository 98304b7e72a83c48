/// The few REST calls a run needs: accounts, rooms, history.
@NullMarked
package spate.load.rest;

import org.jspecify.annotations.NullMarked;
