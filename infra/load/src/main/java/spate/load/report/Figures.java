package spate.load.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import spate.load.wire.JsonText;

/// The figures of a run: an ordered map that is printed as a table and written as JSON.
public final class Figures {

    private final Map<String, Object> values = new LinkedHashMap<>();

    /// Adds one figure.
    public Figures put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /// Adds several figures under one name, in their order: name, value, name, value…
    public Figures putAll(String name, Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        values.put(name, map);
        return this;
    }

    /// Adds a timing as percentiles in milliseconds.
    public Figures put(String name, Histogram micros) {
        if (micros.getTotalCount() > 0) {
            var percentiles = new LinkedHashMap<String, Object>();
            percentiles.put("count", micros.getTotalCount());
            percentiles.put("p50Ms", millis(micros.getValueAtPercentile(50)));
            percentiles.put("p90Ms", millis(micros.getValueAtPercentile(90)));
            percentiles.put("p99Ms", millis(micros.getValueAtPercentile(99)));
            percentiles.put("p999Ms", millis(micros.getValueAtPercentile(99.9)));
            percentiles.put("maxMs", millis(micros.getMaxValue()));
            values.put(name, percentiles);
        }
        return this;
    }

    /// The figures themselves.
    public Map<String, Object> values() {
        return values;
    }

    /// Prints the table.
    public void print(PrintStream out) {
        values.forEach((name, value) -> out.printf(Locale.ROOT, "%-26s %s%n", name, shown(value)));
        out.flush();
    }

    /// Writes the JSON file, where one is named.
    public void write(String file) throws IOException {
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), JsonText.of(values) + "\n");
        }
    }

    /// Microseconds as milliseconds.
    public static double millis(long micros) {
        return micros / 1000.0;
    }

    private static String shown(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var line = new StringBuilder();
                map.forEach((key, inner) ->
                        line.append(key).append(' ').append(shown(inner)).append("  "));
                yield line.toString().strip();
            }
            case Double number -> String.format(Locale.ROOT, Math.abs(number) >= 100 ? "%,.0f" : "%.2f", number);
            case Long number -> String.format(Locale.ROOT, "%,d", number);
            case Integer number -> String.format(Locale.ROOT, "%,d", number);
            default -> String.valueOf(value);
        };
    }
}
