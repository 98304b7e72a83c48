package spate.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/// The viewer who did something, as others see that viewer.
///
/// @param id viewer id
/// @param name display name
/// @param role `viewer`, `vip`, `moderator` or `owner` in this room
/// @param color `#rrggbb`
/// @param badges what is shown beside the name
@JsonPropertyOrder({"id", "name", "role", "color", "badges"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record Author(String id, String name, String role, String color, List<String> badges) {}
