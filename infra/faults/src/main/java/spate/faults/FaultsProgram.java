package spate.faults;

import java.util.Arrays;
import java.util.List;
import spate.faults.bugs.Bugs;
import spate.faults.fuzz.Fuzz;
import spate.faults.replica.Replicas;
import spate.faults.replica.Rolling;
import spate.faults.replica.Rows;
import spate.faults.search.Search;
import spate.faults.soak.Soak;
import spate.load.option.Options;

/// Entry of the program: the first argument is the command, the others its options.
public final class FaultsProgram {

    private static final int USAGE = 2;

    private FaultsProgram() {}

    /// Runs the command and exits with 0 where every promise was kept, 1 where one was broken, 2 for wrong usage.
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.stream().skip(1).toList();
        try {
            return switch (command) {
                case "replicas" -> Replicas.run(rest, System.out);
                case "rows" -> Rows.run(rest, System.out);
                case "rolling" -> Rolling.run(rest, System.out);
                case "search" -> Search.run(rest, System.out);
                case "bugs" -> Bugs.run(rest, System.out);
                case "fuzz" -> Fuzz.run(rest, System.out);
                case "soak" -> Soak.run(rest, System.out);
                default -> usage();
            };
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
    }

    private static int usage() {
        System.err.println("usage: java -jar spate-faults.jar COMMAND [--option=value…]");
        help("replicas: several replicas of each service behind one proxy, until Ctrl-C", Replicas.options());
        help("rolling: replaces every replica of chat-service under load", Rolling.options());
        help("rows: breaks one part after the other and tells what viewers saw", Rows.options());
        help("search: random scenarios of faults from seeds, judged by a model of its own", Search.options());
        help("bugs: puts curated bugs in, one by one, and lets the search find them", Bugs.options());
        help("fuzz: a million mutated frames, and tens of thousands over sockets", Fuzz.options());
        help("soak: an hour of coming and going, and what is left in memory after it", Soak.options());
        return USAGE;
    }

    private static void help(String title, Options options) {
        System.err.println("\n" + title + "\n" + options.help());
    }
}
