package spate.bench.compare;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Medians of all runs of each form, and their ratio to the floor.
final class Table {

    private static final double TOLD_CORES = 0.01;

    private final Map<String, List<Measured>> forms;

    Table(List<Measured> runs) {
        this.forms =
                runs.stream().collect(Collectors.groupingBy(Measured::form, LinkedHashMap::new, Collectors.toList()));
    }

    /// Prints it for a terminal.
    void print(PrintStream out) {
        double floor = forms.containsKey("floor") ? median("floor", Measured::nanos) : Double.NaN;
        out.printf(
                "%n%-15s %7s %5s %12s %8s %14s %6s %9s %9s %12s %8s %12s %8s %7s  %s%n",
                "form",
                "viewers",
                "runs",
                "ns/delivery",
                "x floor",
                "deliveries/s",
                "cores",
                "msg/frame",
                "B/deliv.",
                "lost",
                "lost %",
                "told missed",
                "threads",
                "RSS MB",
                "beside, ns/delivery");
        forms.forEach((form, runs) -> out.printf(
                Locale.ROOT,
                "%-15s %7d %5d %12.1f %8.2f %,14.0f %6.2f %9.1f %9.0f %,12.0f %8.2f %,12.0f %8.0f %7.0f  %s%n",
                form,
                runs.getFirst().viewers(),
                runs.size(),
                median(form, Measured::nanos),
                median(form, Measured::nanos) / floor,
                median(form, Measured::perSecond),
                median(form, Measured::cores),
                median(form, Measured::perFrame),
                median(form, Measured::bytes),
                median(form, Measured::lost),
                median(form, Measured::lostShare) * 100,
                median(form, Measured::told),
                median(form, Measured::threads),
                median(form, Measured::rssMb),
                beside(runs)));
        forms.forEach((form, runs) -> printThreads(out, form, runs));
        out.flush();
    }

    /// Medians for a file.
    Map<String, Object> medians() {
        var medians = new LinkedHashMap<String, Object>();
        forms.keySet().forEach(form -> medians.put(form, median(form, Measured::nanos)));
        return medians;
    }

    private double median(String form, ToDoubleFunction<Measured> value) {
        return median(
                forms.getOrDefault(form, List.of()).stream().mapToDouble(value).toArray());
    }

    private static String beside(List<Measured> runs) {
        return medians(runs, Measured::besideNanos).entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// Where the cores of a form went, a line for each of its threads that took a hundredth of one or more.
    private static void printThreads(PrintStream out, String form, List<Measured> runs) {
        medians(runs, Measured::threadCores).forEach((name, cores) -> {
            if (cores >= TOLD_CORES) {
                out.printf(Locale.ROOT, "  %s %-16s %.3f cores%n", form, name, cores);
            }
        });
    }

    /// Medians of what each run tells by name, the largest first.
    private static Map<String, Double> medians(List<Measured> runs, Function<Measured, Map<String, Double>> values) {
        var all = new HashMap<String, Double>();
        runs.stream()
                .flatMap(run -> values.apply(run).keySet().stream())
                .distinct()
                .forEach(name -> all.put(
                        name,
                        median(runs.stream()
                                .mapToDouble(run -> values.apply(run).getOrDefault(name, 0.0))
                                .toArray())));
        var sorted = new LinkedHashMap<String, Double>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /// The middle one, or the mean of the two in the middle; not a number where there are none.
    static double median(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
