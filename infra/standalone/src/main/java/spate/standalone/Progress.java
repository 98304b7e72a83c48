package spate.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import spate.embedded.StartListener;

/// Tells the person at the terminal what happens and how long it took.
final class Progress implements StartListener {

    private final PrintStream terminal;

    Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void starting(String server) {
        say("Starting " + server + " …");
    }

    @Override
    public void serving(String server, String address, Duration took) {
        say("%s serves on %s (%s)".formatted(server, address, seconds(took)));
    }

    void say(String line) {
        terminal.println("  " + line);
    }

    void ready(String url, Duration took) {
        terminal.println();
        terminal.println("Spate is ready on " + url + " (" + seconds(took) + ")");
        terminal.println("Stop it with Ctrl-C.");
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
