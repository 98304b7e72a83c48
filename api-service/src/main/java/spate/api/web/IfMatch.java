package spate.api.web;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which versions of something a request takes for the present one: its `If-Match`. Proxies that compress make tags
/// weak, so weak ones count too, and so do tags without their quotation marks. Plain decision.
///
/// @param versions null where any will do
public record IfMatch(@Nullable List<String> versions) {

    /// Any version.
    public static final IfMatch ANY = new IfMatch(null);

    /// What a header says, if there is one.
    public static IfMatch of(@Nullable String header) {
        return header == null || header.strip().equals("*")
                ? ANY
                : new IfMatch(Arrays.stream(header.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", "").replace("\"", ""))
                        .toList());
    }

    /// The `ETag` of a version.
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /// Ends the request where something has changed meanwhile.
    ///
    /// @param what it is, as in "the room"
    /// @throws ProblemException 412 `conflict`
    public void check(long version, String what) {
        if (versions != null && !versions.contains(Long.toString(version))) {
            throw Problem.of(412, "conflict", what + " has changed meanwhile; it has version " + version)
                    .toException();
        }
    }
}
