package spate.load.hostile;

import java.io.IOException;
import java.util.Set;

/// One kind of bad input, and what the protocol says to it.
///
/// @param name what is done
/// @param expected the answers that keep the protocol
/// @param trial does it
record HostileCase(String name, Set<String> expected, Trial trial) {

    /// Does it and tells what the server answered: `error code`, `close code`, `cut`, `status …`.
    interface Trial {

        String run() throws IOException;
    }

    boolean isKept(String seen) {
        return expected.contains(seen);
    }
}
