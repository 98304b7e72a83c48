package spate.faults.bugs;

import java.util.ArrayList;
import java.util.List;

/// A change of one source file, as a unified diff. Line numbers count for nothing: a hunk goes where its lines stand,
/// which must be in one place.
///
/// @param name of the bug
/// @param what the bug is, in words
/// @param file path of the source, from the root of the tree
/// @param hunks what is changed
record Patch(String name, String what, String file, List<Hunk> hunks) {

    /// @param before lines as they are
    /// @param after lines as the bug has them
    record Hunk(List<String> before, List<String> after) {}

    static Patch parse(String name, String text) {
        var what = new StringBuilder();
        String file = "";
        var hunks = new ArrayList<Hunk>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("+++ b/")) {
                file = line.substring("+++ b/".length()).strip();
            } else if (line.startsWith("@@")) {
                hunks.add(new Hunk(new ArrayList<>(), new ArrayList<>()));
            } else if (file.isEmpty()) {
                what.append(line.startsWith("---") ? "" : line + " ");
            } else if (!hunks.isEmpty()) {
                add(hunks.getLast(), line);
            }
        }
        return new Patch(name, what.toString().strip(), file, List.copyOf(hunks));
    }

    private static void add(Hunk hunk, String line) {
        String text = line.isEmpty() ? "" : line.substring(1);
        if (!line.startsWith("+")) {
            hunk.before().add(text);
        }
        if (!line.startsWith("-")) {
            hunk.after().add(text);
        }
    }

    /// The source with the bug in it.
    ///
    /// @throws IllegalStateException where a hunk fits nowhere or in several places
    String applyTo(String source) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        for (Hunk hunk : hunks) {
            int at = java.util.Collections.indexOfSubList(lines, hunk.before());
            if (at < 0 || at != java.util.Collections.lastIndexOfSubList(lines, hunk.before())) {
                throw new IllegalStateException("the bug " + name + " does not fit into " + file + " any more");
            }
            List<String> place = lines.subList(at, at + hunk.before().size());
            place.clear();
            place.addAll(hunk.after());
        }
        return String.join("\n", lines) + "\n";
    }
}
