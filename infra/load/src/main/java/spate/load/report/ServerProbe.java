package spate.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads CPU, memory and threads of processes on this machine from `/proc`, and of Java ones also heap and
/// collector by `jcmd`. A process that ended keeps its last figures. Not safe for use by several threads.
public final class ServerProbe {

    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private final List<Long> processes;
    private final Map<Long, Reading> newest = new HashMap<>();

    /// @param processes their ids; may be none
    public ServerProbe(List<Long> processes) {
        this.processes = new ArrayList<>(processes);
    }

    /// This program and its helpers.
    public static ServerProbe ofThisAnd(List<Long> others) {
        var all = new ArrayList<Long>(List.of(ProcessHandle.current().pid()));
        all.addAll(others);
        return new ServerProbe(all);
    }

    /// Whether there is anything to read.
    public boolean isEmpty() {
        return processes.isEmpty();
    }

    /// Figures of all processes, added up.
    public Reading read() {
        long cpu = 0;
        long rss = 0;
        long threads = 0;
        for (long process : processes) {
            var reading = read(process);
            cpu += reading.cpuNanos();
            rss += reading.rssBytes();
            threads += reading.threads();
        }
        return new Reading(cpu, rss, threads);
    }

    /// Bytes of live heap of all processes after a collection; -1 where `jcmd` cannot tell.
    public long liveHeapBytes() {
        long sum = 0;
        for (long process : processes) {
            jcmd(process, "GC.run");
            var used = HEAP_USED.matcher(jcmd(process, "GC.heap_info"));
            if (!used.find()) {
                return -1;
            }
            sum += Long.parseLong(used.group(1)) * 1024;
        }
        return processes.isEmpty() ? -1 : sum;
    }

    /// Collections and milliseconds spent in them since each process started, by `jcmd`; zero where it cannot
    /// tell.
    public Collector collector() {
        double count = 0;
        double millis = 0;
        for (long process : processes) {
            var counters = new HashMap<String, Double>();
            for (String line : jcmd(process, "PerfCounter.print").lines().toList()) {
                int equals = line.indexOf('=');
                if (equals > 0 && line.startsWith("sun.") && !line.contains("\"")) {
                    try {
                        counters.put(
                                line.substring(0, equals),
                                Double.parseDouble(line.substring(equals + 1).trim()));
                    } catch (NumberFormatException e) {
                        counters.remove(line);
                    }
                }
            }
            double frequency = counters.getOrDefault("sun.os.hrt.frequency", 1e9);
            for (int i = 0; i < 3; i++) {
                String prefix = "sun.gc.collector." + i + '.';
                count += counters.getOrDefault(prefix + "invocations", 0.0);
                millis += counters.getOrDefault(prefix + "time", 0.0) * 1000 / frequency;
            }
        }
        return new Collector(count, millis);
    }

    private Reading read(long process) {
        try {
            var directory = Path.of("/proc", Long.toString(process));
            long cpu = CpuStat.read(directory).cpuNanos();
            long rss = 0;
            long threads = 0;
            for (String line : Files.readAllLines(directory.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    rss = number(line) * 1024;
                } else if (line.startsWith("Threads:")) {
                    threads = number(line);
                }
            }
            var reading = new Reading(cpu, rss, threads);
            newest.put(process, reading);
            return reading;
        } catch (IOException e) {
            return newest.getOrDefault(process, new Reading(0, 0, 0));
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static String jcmd(long process, String command) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            if (!Files.isExecutable(jcmd)) {
                return "";
            }
            var running = new ProcessBuilder(jcmd.toString(), Long.toString(process), command)
                    .redirectErrorStream(true)
                    .start();
            try (var out = running.inputReader()) {
                return String.join("\n", out.lines().toList());
            }
        } catch (IOException e) {
            return "";
        }
    }

    /// Figures at one moment.
    ///
    /// @param cpuNanos CPU used since the start, in steps of 10 ms
    /// @param rssBytes resident memory
    /// @param threads operating system threads
    public record Reading(long cpuNanos, long rssBytes, long threads) {}

    /// The collector's work since the start.
    ///
    /// @param collections how many
    /// @param millis time spent in them
    public record Collector(double collections, double millis) {}
}
