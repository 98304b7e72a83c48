package spate.faults.fuzz;

import java.util.List;

/// Good frames of each kind.
final class Frames {

    private Frames() {}

    static List<String> good(String room, String token) {
        String position = "AAAAAAAA.17";
        return List.of(
                "{\"type\":\"hello\",\"id\":1,\"token\":\"" + token + "\"}",
                "{\"type\":\"hello\",\"id\":\"one\"}",
                "{\"type\":\"join\",\"id\":2,\"room\":\"" + room + "\",\"history\":20}",
                "{\"type\":\"join\",\"id\":3,\"room\":\"" + room + "\",\"after\":\"" + position + "\"}",
                "{\"type\":\"leave\",\"id\":4,\"room\":\"" + room + "\"}",
                "{\"type\":\"post\",\"id\":5,\"room\":\"" + room + "\",\"text\":\"안녕 😂 \\\"x\\\"\",\"key\":\"k-1\"}",
                "{\"type\":\"post\",\"id\":6,\"room\":\"" + room
                        + "\",\"text\":\"a reply\",\"replyTo\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"type\":\"react\",\"id\":7,\"room\":\"" + room + "\",\"reaction\":\"👍\",\"count\":3}",
                "{\"type\":\"ping\",\"id\":8}",
                "{\"type\":\"ping\",\"id\":9,\"more\":{\"a\":[1,2.5e3,true,null,\"\\u00e9\"]}}");
    }
}
