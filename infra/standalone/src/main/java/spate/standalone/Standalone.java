package spate.standalone;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import spate.embedded.EmbeddedServerException;
import spate.rooms.web.EventLoops;

/// The main program: embedded servers first, then the services, then the demo room; all of it ended in the
/// reverse order by Ctrl-C or SIGTERM.
public final class Standalone {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_BAD_OPTION = 2;

    private Standalone() {}

    /// Runs until told to end.
    ///
    /// @param arguments see `--help`
    public static void main(String[] arguments) {
        var terminal = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (Options.asksForHelp(arguments)) {
            terminal.print(Options.USAGE);
            return;
        }
        EventLoops.oneForEachCore();
        try {
            run(new Stack(Options.parse(arguments, System.getenv()), new Progress(terminal)), terminal);
        } catch (OptionException e) {
            terminal.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(EXIT_BAD_OPTION);
        }
    }

    private static void run(Stack stack, PrintStream terminal) {
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "spate-end"));
        try {
            stack.start();
        } catch (RuntimeException e) {
            if (stack.isEnding()) {
                return; // Told to end while starting: what fails then is no news.
            }
            terminal.println("\nSpate could not start: " + reason(e));
            System.exit(EXIT_FAILED);
        }
    }

    private static String reason(RuntimeException failure) {
        if (failure instanceof EmbeddedServerException || failure instanceof OptionException) {
            return String.valueOf(failure.getMessage());
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest + "\nMore is in the log, logs/spate.log in the data folder.";
    }
}
