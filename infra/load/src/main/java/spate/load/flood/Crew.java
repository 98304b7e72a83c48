package spate.load.flood;

import java.util.List;
import spate.load.report.Tally;

/// Sessions of one process, this one or another.
interface Crew extends AutoCloseable {

    /// Begins to open all sessions.
    void open();

    /// Counts and timings so far.
    Tally tally();

    /// Counts so far, without timings.
    Tally counts();

    /// Stalled viewers stop reading, or go on.
    void stall(boolean stalled);

    /// Ends all sessions and tells what they received.
    CrewResult finish();

    /// Other processes that belong to this crew.
    List<Long> processes();

    @Override
    void close();
}
