package spate.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Puts the lines of an event stream together, as the HTML standard says.
final class SseParser {

    private String id = "";
    private String type = "";
    private final List<String> data = new ArrayList<>();

    void line(String line, Consumer<SseReader.Event> events, Consumer<String> comments, Consumer<Long> retries) {
        if (line.isEmpty()) {
            dispatch(events);
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (field) {
            case "" -> comments.accept(value);
            case "id" -> id = value;
            case "event" -> type = value;
            case "data" -> data.add(value);
            case "retry" -> retries.accept(Long.parseLong(value));
            default -> {
                // Unknown fields are to be ignored.
            }
        }
    }

    private void dispatch(Consumer<SseReader.Event> events) {
        if (!data.isEmpty()) {
            events.accept(new SseReader.Event(id, type.isEmpty() ? "message" : type, String.join("\n", data)));
        }
        type = "";
        data.clear();
    }
}
