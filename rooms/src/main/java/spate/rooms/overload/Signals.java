package spate.rooms.overload;

/// How much a replica has to do, at one moment.
///
/// @param relayLagNanos how long a task waits for the relay's thread
/// @param loopLagNanos how long a task waits for the slowest event loop
/// @param logLag records of the log that were not fetched yet
/// @param directBytes direct memory in use
record Signals(long relayLagNanos, long loopLagNanos, long logLag, long directBytes) {}
