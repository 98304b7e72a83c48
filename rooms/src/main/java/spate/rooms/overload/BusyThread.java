package spate.rooms.overload;

import java.util.concurrent.Executor;

/// The one thread through which everything of a replica goes. A task waits there for as long as the replica is
/// behind.
public interface BusyThread extends Executor {}
