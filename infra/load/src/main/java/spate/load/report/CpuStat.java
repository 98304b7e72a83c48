package spate.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What `/proc/…/stat` says of a process or of one of its threads (proc(5)).
///
/// @param name as the system knows it, at most 15 characters
/// @param cpuNanos CPU used since it began, in user and system mode, in steps of 10 ms; of a process also that of its
///     threads that ended
record CpuStat(String name, long cpuNanos) {

    private static final long NANOS_A_TICK = 10_000_000;

    /// Fields behind the name.
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /// @param directory of the process or thread
    /// @throws IOException where it ended
    static CpuStat read(Path directory) throws IOException {
        String stat = Files.readString(directory.resolve("stat"));
        // The name may hold anything, brackets too.
        int nameEnd = stat.lastIndexOf(')');
        var fields = stat.substring(nameEnd + 2).split(" ", -1);
        return new CpuStat(
                stat.substring(stat.indexOf('(') + 1, nameEnd),
                (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * NANOS_A_TICK);
    }
}
