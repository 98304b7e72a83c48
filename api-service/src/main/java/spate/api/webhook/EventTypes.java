package spate.api.webhook;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import spate.protocol.event.RoomEvent;

/// The types of events that a webhook may ask for. Plain decisions.
final class EventTypes {

    private static final Set<String> ALL = Arrays.stream(
                    Objects.requireNonNull(RoomEvent.class.getAnnotation(JsonSubTypes.class))
                            .value())
            .map(type -> Objects.requireNonNull(type.value().getAnnotation(JsonTypeName.class))
                    .value())
            .collect(Collectors.toUnmodifiableSet());

    private EventTypes() {}

    static Set<String> checked(Violations violations, @Nullable List<@Nullable String> types) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String type : types == null ? List.<@Nullable String>of() : types) {
            if (type == null || !ALL.contains(type)) {
                violations.add("events", "form", "this is no type of event: " + shortened(type));
                return wanted;
            }
            wanted.add(type);
        }
        if (wanted.isEmpty()) {
            violations.add("events", "required", "a webhook needs at least one type of event");
        }
        return wanted;
    }

    private static String shortened(@Nullable String type) {
        return type == null ? "null" : type.substring(0, Math.min(type.length(), 30));
    }

    /// As the table keeps them.
    static String join(Set<String> types) {
        return String.join(",", types);
    }

    static Set<String> split(String types) {
        return new LinkedHashSet<>(Arrays.asList(types.split(",")));
    }
}
