package spate.stream.figures;

import java.util.LinkedHashSet;
import java.util.Set;

/// What happened in one room within one step of time, while it is counted.
final class Tally {

    long messages;
    long reactions;
    long donations;
    long donated;
    long removed;
    long timeouts;
    long bans;
    long clears;
    final Set<String> chatters = new LinkedHashSet<>();
}
