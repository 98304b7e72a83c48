package spate.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import spate.load.flood.CrewProgram;
import spate.load.flood.Flood;
import spate.load.flood.Gathering;
import spate.load.flood.ManyRooms;
import spate.load.flood.Taps;
import spate.load.flood.Watch;
import spate.load.hostile.Hostile;
import spate.load.hotroom.HotRoom;
import spate.load.rest.RestFailedException;

/// Entry of the program: the first argument is the command, the others its options.
public final class LoadProgram {

    private static final int BROKEN = 1;
    private static final int USAGE = 2;

    private LoadProgram() {}

    /// Runs the command and exits with 0 where every promise was kept, 1 where one was broken, 2 for wrong usage.
    public static void main(String[] arguments) throws IOException {
        System.setProperty(
                "io.netty.leakDetection.level", System.getProperty("io.netty.leakDetection.level", "disabled"));
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.stream().skip(1).toList();
        try {
            return switch (command) {
                case "flood" -> Flood.run(rest, System.out);
                case "joinspike" -> Gathering.spike(rest, System.out);
                case "idle" -> Gathering.idle(rest, System.out);
                case "watch" -> Watch.run(rest, System.out);
                case "rooms" -> ManyRooms.run(rest, System.out);
                case "hotroom" -> HotRoom.run(rest, System.out);
                case "taps" -> Taps.run(rest, System.out);
                case "hostile" -> Hostile.run(rest, System.out);
                case "crew" -> {
                    CrewProgram.run(rest);
                    yield 0;
                }
                default -> usage();
            };
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return USAGE;
        } catch (RestFailedException e) {
            System.err.println(e.getMessage());
            return BROKEN;
        }
    }

    private static int usage() {
        System.err.println("usage: java -jar spate-load.jar COMMAND [--option=value…]");
        help(
                "flood: many senders and viewers in one room, every message counted for each",
                Flood.options().help());
        help(
                "joinspike: everybody joins one room at once",
                Gathering.spikeOptions().help());
        help(
                "idle: silent viewers, and what each costs the server",
                Gathering.idleOptions().help());
        help(
                "watch: silent viewers of a room that fills by itself; cost of each delivery",
                Watch.options().help());
        help(
                "rooms: sessions that join thousands of rooms; threads must not grow",
                ManyRooms.options().help());
        help(
                "hotroom: many fetch the history of one room; what the database is asked",
                HotRoom.options().help());
        help(
                "taps: many tap reactions in one room; every tap counted, and what they cost the server",
                Taps.options().help());
        help(
                "hostile: bad input and sessions that never read",
                Hostile.options().help());
        return USAGE;
    }

    private static void help(String title, String options) {
        System.err.println("\n" + title + "\n" + options);
    }
}
