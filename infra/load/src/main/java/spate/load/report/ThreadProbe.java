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
/// are told as one. Of a process that ended in between nothing is told. Not safe for use by several threads.
public final class ThreadProbe {

    /// What threads took that are not there any more, and what of the others the steps of their clocks hide.
    static final String ENDED = "(ended)";

    /// What follows the common part of the names of a pool's threads: `parallel-1`, `GC Thread#0`, `epoll-5-2`.
    private static final Pattern NUMBER = Pattern.compile("[-#_:/]*[0-9][-#_:/0-9]*$");

    private final List<Long> processes;
    private Usage before = Usage.none();
    private Usage after = Usage.none();

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
        long ended = 0;
        for (long process : after.processes().keySet()) {
            ended += after.ofProcess(process) - before.ofProcess(process);
        }
        for (var thread : after.threads().keySet()) {
            long cpu = after.ofThread(thread) - before.ofThread(thread);
            nanos.merge(thread.name(), cpu, Long::sum);
            ended -= cpu;
        }
        nanos.put(ENDED, ended);
        var cores = new LinkedHashMap<String, Object>();
        nanos.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> cores.put(entry.getKey(), entry.getValue() / 1e9 / seconds));
        return cores;
    }

    private Usage read() {
        var usage = Usage.none();
        for (long process : processes) {
            var directory = Path.of("/proc", Long.toString(process));
            try (var tasks = Files.newDirectoryStream(directory.resolve("task"))) {
                usage.processes().put(process, CpuStat.read(directory).cpuNanos());
                tasks.forEach(task -> read(task, usage.threads()));
            } catch (IOException | DirectoryIteratorException _) {
                // It ended.
            }
        }
        return usage;
    }

    private static void read(Path task, Map<Task, Long> into) {
        try {
            var stat = CpuStat.read(task);
            long id = Long.parseLong(String.valueOf(task.getFileName()));
            into.put(new Task(id, pool(stat.name())), stat.cpuNanos());
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

    /// Nanoseconds of CPU of each process and of each of its threads that are there.
    private record Usage(Map<Long, Long> processes, Map<Task, Long> threads) {

        static Usage none() {
            return new Usage(new HashMap<>(), new HashMap<>());
        }

        long ofProcess(long process) {
            return processes.getOrDefault(process, 0L);
        }

        long ofThread(Task thread) {
            return threads.getOrDefault(thread, 0L);
        }
    }
}
