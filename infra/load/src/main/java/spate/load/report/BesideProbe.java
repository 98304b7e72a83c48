package spate.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// CPU of processes that are not the server but work for it, such as a broker; each told by itself. Not safe for
/// use by several threads.
public final class BesideProbe {

    private final Map<String, ServerProbe> probes = new LinkedHashMap<>();
    private final Map<String, Long> cpuNanos = new LinkedHashMap<>();

    private BesideProbe() {}

    /// A probe of these processes.
    ///
    /// @param processes their ids; may be none
    public static BesideProbe of(List<String> processes) {
        var probe = new BesideProbe();
        for (String process : processes) {
            probe.probes.put(process, new ServerProbe(List.of(Long.valueOf(process))));
        }
        return probe;
    }

    /// Whether there is anything to read.
    public boolean isEmpty() {
        return probes.isEmpty();
    }

    /// What they use from now on counts.
    public void start() {
        probes.forEach((process, probe) -> cpuNanos.put(process, -probe.read().cpuNanos()));
    }

    /// What they use from now on does not count.
    public void stop() {
        probes.forEach((process, probe) -> cpuNanos.merge(process, probe.read().cpuNanos(), Long::sum));
    }

    /// CPU seconds of each between start and stop, by process id.
    public Map<String, Object> cpuSeconds() {
        var seconds = new LinkedHashMap<String, Object>();
        cpuNanos.forEach((process, nanos) -> seconds.put(process, nanos / 1e9));
        return seconds;
    }
}
