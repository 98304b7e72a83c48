package spate.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the person at the terminal chose. Each option may be given as `--name=value`, `--name value` or
/// `SPATE_NAME=value` in the environment; the command line wins.
///
/// @param address the address to listen on; 127.0.0.1 keeps Spate to this machine
/// @param port of HTTP
/// @param data the folder that everything stays in
/// @param demoViewers how many simulated viewers chat in the demo room; 0 for none
/// @param demoLines what they say; null for the built-in lines
record Options(
        String address,
        int port,
        Path data,
        int kafkaPort,
        int mariaDbPort,
        int redisPort,
        int demoViewers,
        @Nullable Path demoLines) {

    static final String USAGE = """
            Usage: spate up [options]

              --port=8080           port of the page and all services     (SPATE_PORT)
              --address=127.0.0.1   0.0.0.0 lets other machines in        (SPATE_ADDRESS)
              --data=.spate         folder that all data stay in          (SPATE_DATA)
              --kafka-port=19092    port of Kafka, on 127.0.0.1 only      (SPATE_KAFKA_PORT)
              --mariadb-port=13306  port of MariaDB, on 127.0.0.1 only    (SPATE_MARIADB_PORT)
              --redis-port=16379    port of Redis, on 127.0.0.1 only      (SPATE_REDIS_PORT)
              --demo[=12]           simulated viewers chat in /rooms/demo (SPATE_DEMO)
              --demo-lines=FILE     what they say, a line each            (SPATE_DEMO_LINES)
              --help                this text

            A server port of 0 takes any free one.
            """;

    private static final int DEMO_VIEWERS = 12;
    private static final int DEMO_VIEWERS_MAX = 200;
    private static final int PORT_MAX = 65_535;
    private static final List<String> NAMES =
            List.of("port", "address", "data", "kafka-port", "mariadb-port", "redis-port", "demo", "demo-lines");

    Options {
        if (demoLines != null && !Files.isReadable(demoLines)) {
            throw new OptionException("--demo-lines: cannot read " + demoLines);
        }
    }

    /// Reads the command line over the environment.
    ///
    /// @throws OptionException for an unknown option or a value that cannot be
    static Options parse(String[] arguments, Map<String, String> environment) {
        var given = new HashMap<String, String>();
        for (String name : NAMES) {
            String value =
                    environment.get("SPATE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (value != null && !value.isBlank()) {
                given.put(name, value.strip());
            }
        }
        readArguments(arguments, given);
        String lines = given.get("demo-lines");
        return new Options(
                given.getOrDefault("address", "127.0.0.1"),
                port(given, "port", 8080, 1),
                Path.of(given.getOrDefault("data", ".spate")).toAbsolutePath().normalize(),
                port(given, "kafka-port", 19_092, 0),
                port(given, "mariadb-port", 13_306, 0),
                port(given, "redis-port", 16_379, 0),
                demoViewers(given.get("demo"), lines != null),
                lines == null ? null : Path.of(lines).toAbsolutePath());
    }

    static boolean asksForHelp(String[] arguments) {
        return List.of(arguments).contains("--help") || List.of(arguments).contains("-h");
    }

    private static void readArguments(String[] arguments, Map<String, String> given) {
        for (int n = 0; n < arguments.length; n++) {
            String argument = arguments[n];
            int equals = argument.indexOf('=');
            String name = (equals < 0 ? argument : argument.substring(0, equals)).replaceFirst("^--", "");
            if (!argument.startsWith("--") || !NAMES.contains(name)) {
                throw new OptionException("unknown option " + argument);
            }
            if (equals >= 0) {
                given.put(name, argument.substring(equals + 1));
            } else if (n + 1 < arguments.length && !arguments[n + 1].startsWith("--")) {
                n++;
                given.put(name, arguments[n]);
            } else if (name.equals("demo")) {
                given.put(name, "on");
            } else {
                throw new OptionException("--" + name + " needs a value");
            }
        }
    }

    private static int port(Map<String, String> given, String name, int standard, int min) {
        String value = given.get(name);
        return value == null ? standard : number(name, value, min, PORT_MAX);
    }

    private static int demoViewers(@Nullable String value, boolean hasLines) {
        if (value == null) {
            return hasLines ? DEMO_VIEWERS : 0;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "" -> DEMO_VIEWERS;
            case "off", "false", "no" -> 0;
            default -> number("demo", value, 0, DEMO_VIEWERS_MAX);
        };
    }

    private static int number(String name, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, as a number out of range is.
        }
        throw new OptionException("--%s is a number from %d to %d, not %s".formatted(name, min, max, value));
    }
}
