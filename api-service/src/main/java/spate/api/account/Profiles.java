package spate.api.account;

import java.util.regex.Pattern;
import spate.api.web.Violations;

/// What a profile may consist of. Plain decisions.
public final class Profiles {

    private static final Pattern HANDLE = Pattern.compile("[a-z0-9_]{3,20}");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
    private static final int NAME_MAX = 30;
    private static final int PASSWORD_MIN = 8;
    private static final int PASSWORD_MAX = 128;

    /// Each can be read on white and on black.
    private static final String[] PALETTE = {
        "#2f7fd1", "#c2571a", "#2e8b57", "#b5459c", "#7a6ff0", "#b8860b",
        "#d1495b", "#1f8a8a", "#8a6d3b", "#5c8a1f", "#a05bd6", "#d0487f"
    };

    private Profiles() {}

    static String handle(Violations violations, String handle) {
        if (!HANDLE.matcher(handle).matches()) {
            violations.add("handle", "form", "handle must be 3 to 20 of a-z, 0-9 and _");
        }
        return handle;
    }

    static String displayName(Violations violations, String name) {
        String shown = violations.text("displayName", name, 1, NAME_MAX);
        if (shown.indexOf('\n') >= 0 || shown.indexOf('\r') >= 0 || shown.indexOf('\t') >= 0) {
            violations.add("displayName", "characters", "displayName must be one line");
        }
        return shown;
    }

    public static String password(Violations violations, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
            violations.add(
                    "password", "length", "password must have " + PASSWORD_MIN + " to " + PASSWORD_MAX + " characters");
        }
        return password;
    }

    static String color(Violations violations, String color) {
        if (!COLOR.matcher(color).matches()) {
            violations.add("color", "form", "color must be # and six of 0-9, a-f");
        }
        return color;
    }

    /// The color that a new viewer begins with.
    static String firstColor(String id) {
        return PALETTE[Math.floorMod(id.hashCode(), PALETTE.length)];
    }
}
