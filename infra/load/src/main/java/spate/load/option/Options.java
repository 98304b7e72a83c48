package spate.load.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `--name=value` and `--switch` options of one command, each known beforehand with its default.
public final class Options {

    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, String> meanings = new LinkedHashMap<>();

    /// Makes an option known; the last word on a name counts.
    ///
    /// @param name without the hyphens
    /// @param fallback its value where it is not given; `false` for switches
    public Options know(String name, String fallback, String meaning) {
        defaults.put(name, fallback);
        meanings.put(name, meaning);
        return this;
    }

    /// Reads the arguments.
    ///
    /// @throws IllegalArgumentException if one is not known
    public Options read(List<String> arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = argument.substring(Math.min(2, argument.length()), equals < 0 ? argument.length() : equals);
            if (!argument.startsWith("--") || !defaults.containsKey(name)) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            String value = equals < 0 ? "true" : argument.substring(equals + 1);
            given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return this;
    }

    /// One line for each option.
    public String help() {
        var help = new StringBuilder();
        meanings.forEach((name, meaning) -> {
            String fallback = fallback(name);
            help.append(
                    String.format("  --%-20s %s%s%n", name, meaning, fallback.isEmpty() ? "" : " [" + fallback + "]"));
        });
        return help.toString();
    }

    /// The option's text.
    public String text(String name) {
        var values = given.get(name);
        return values == null ? fallback(name) : values.getLast();
    }

    /// Every value given for the option, comma-separated ones apart; none where only the default is empty.
    public List<String> all(String name) {
        var values = given.getOrDefault(name, List.of(fallback(name)));
        return values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .filter(value -> !value.isBlank())
                .toList();
    }

    /// Whether the option was given.
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /// Whether the switch is on.
    public boolean isOn(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /// The option's whole number.
    ///
    /// @throws IllegalArgumentException if it is none, or below `least`
    public int number(String name, int least) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a whole number", e);
        }
        throw new IllegalArgumentException("--" + name + " must be at least " + least);
    }

    private String fallback(String name) {
        var fallback = defaults.get(name);
        if (fallback == null) {
            throw new IllegalStateException("option " + name + " was not made known");
        }
        return fallback;
    }
}
