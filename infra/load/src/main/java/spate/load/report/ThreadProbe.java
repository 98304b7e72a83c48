package spate.load.report;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which threads of processes on this machine use the CPU, from `/proc`: threads whose names differ in a number only
/// are
/// told as one. Of a thread that ended in between, or whose process did, nothing is told. Not safe for use by several
/// threads.
public final class ThreadProbe {

    private static final long NANOS_A_TICK = 10_000_000;

    /// What follows the common part of the names of a pool's threads: `parallel-1`, `GC Thread#0`, `epoll-5-2`.
    private static final Pattern NUMBER = Pattern.compile("[-#_:/]*[0-9][-#_:/0-9]*$");

    private final List<Long> processes;
    private Map<Task, Long> before = Map.of();
    private Map<Task, Long> after = Map.of();

    /// @param processes their ids; may be none
    public ThreadProbe(List<Long> processes) {
        this.processes = List.copyOf(processes);
    }

    /// What they use from now on counts.
    public void start() {
        before = read();
    }

    /// What they use from now on does not count.
    public void stop() {
        after = read();
    }

    /// Cores that the threads of each name took between start and stop, most first.
    ///
    /// @param seconds how long that was
    public Map<String, Object> cores(double seconds) {
        var nanos = new HashMap<String, Long>();
        after.forEach((thread, cpu) -> nanos.merge(thread.name(), cpu - before.getOrDefault(thread, 0L), Long::sum));
        var cores = new LinkedHashMap<String, Object>();
        nanos.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> cores.put(entry.getKey(), entry.getValue() / 1e9 / seconds));
        return cores;
    }

    private Map<Task, Long> read() {
        var all = new HashMap<Task, Long>();
        for (long process : processes) {
            try (var tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
                tasks.forEach(task -> read(task, all));
            } catch (IOException | DirectoryIteratorException _) {
                // It ended.
            }
        }
        return all;
    }

    private static void read(Path task, Map<Task, Long> into) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            into.put(
                    new Task(Long.parseLong(String.valueOf(task.getFileName())), pool(name)),
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_A_TICK);
        } catch (IOException _) {
            // The thread ended.
        }
    }

    /// The common name of threads that are told as one.
    static String pool(String name) {
        String pool = NUMBER.matcher(name).replaceFirst("").strip();
        return pool.isEmpty() ? name : pool;
    }

    /// A thread of the operating system.
    private record Task(long id, String name) {}
}
