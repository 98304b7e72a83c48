package spate.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// Draws a run as SVG: times by percentile, then deliveries and p99 over time.
public final class Plot {

    private static final int WIDTH = 900;
    private static final int PANEL = 220;
    private static final int LEFT = 80;
    private static final int GAP = 60;
    private static final double[] PERCENTILES = {0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 100};

    private final StringBuilder svg = new StringBuilder();

    private Plot() {}

    /// Writes the file, where one is named.
    public static void write(String file, Histogram micros, List<Timeline.Second> seconds) throws IOException {
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), new Plot().draw(micros, seconds));
        }
    }

    private String draw(Histogram micros, List<Timeline.Second> seconds) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH + LEFT + 30, 3 * (PANEL + GAP) + 20);
        percentiles(micros);
        overTime(1, "deliveries/s", seconds, Timeline.Second::deliveries);
        overTime(2, "p99 of delivery, ms", seconds, Timeline.Second::p99Millis);
        return svg.append("</svg>\n").toString();
    }

    private void percentiles(Histogram micros) {
        double top = Math.max(0.001, Figures.millis(micros.getMaxValue()));
        frame(0, "schedule to delivery, ms, by percentile", top);
        var points = new StringBuilder();
        for (int i = 0; i < PERCENTILES.length; i++) {
            double x = LEFT + (double) WIDTH * i / (PERCENTILES.length - 1);
            points.append(point(x, y(0, Figures.millis(micros.getValueAtPercentile(PERCENTILES[i])), top)));
            add(
                    "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x, bottom(0) + 16, String.valueOf(PERCENTILES[i]));
        }
        line(points);
    }

    private void overTime(
            int panel, String title, List<Timeline.Second> seconds, ToDoubleFunction<Timeline.Second> value) {
        double top = Math.max(0.001, seconds.stream().mapToDouble(value).max().orElse(1));
        double end = seconds.isEmpty() ? 1 : Math.max(1, seconds.getLast().at());
        frame(panel, title, top);
        var points = new StringBuilder();
        for (var second : seconds) {
            points.append(point(LEFT + WIDTH * second.at() / end, y(panel, value.applyAsDouble(second), top)));
        }
        line(points);
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f s</text>%n", LEFT + WIDTH, bottom(panel) + 16, end);
    }

    private void frame(int panel, String title, double top) {
        int y = bottom(panel) - PANEL;
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n", LEFT, y - 8, title);
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n",
                LEFT, y, WIDTH, PANEL);
        for (int i = 0; i <= 4; i++) {
            double value = top * i / 4;
            add(
                    "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s</text>%n",
                    LEFT - 6,
                    y(panel, value, top) + 4,
                    String.format(Locale.ROOT, top >= 100 ? "%,.0f" : "%.2f", value));
        }
    }

    private void line(StringBuilder points) {
        add("<polyline fill=\"none\" stroke=\"#2f7fd1\" stroke-width=\"1.5\" points=\"%s\"/>%n", points.toString());
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }

    private static int bottom(int panel) {
        return (panel + 1) * (PANEL + GAP) - GAP / 2;
    }

    private static double y(int panel, double value, double top) {
        return bottom(panel) - PANEL * value / top;
    }

    @SuppressWarnings("AnnotateFormatMethod") // Private, and every call stands in this file.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
