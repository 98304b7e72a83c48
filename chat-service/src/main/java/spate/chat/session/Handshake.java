package spate.chat.session;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// Decides about a request for a WebSocket. Plain.
final class Handshake {

    static final String SUBPROTOCOL = "spate.v1";

    private final Origins origins;

    Handshake(Origins origins) {
        this.origins = origins;
    }

    /// @param status 101 where the session may open, else what to answer
    /// @param subprotocol what was agreed on; null where the other side offered none
    record Decision(HttpStatus status, @Nullable String subprotocol) {

        static Decision refuse(HttpStatus status) {
            return new Decision(status, null);
        }
    }

    Decision decide(HttpHeaders headers) {
        if (!"websocket".equalsIgnoreCase(headers.getUpgrade())
                || headers.getConnection().stream().noneMatch("upgrade"::equalsIgnoreCase)) {
            return Decision.refuse(HttpStatus.UPGRADE_REQUIRED);
        }
        if (headers.getFirst("Sec-WebSocket-Key") == null || !"13".equals(headers.getFirst("Sec-WebSocket-Version"))) {
            return Decision.refuse(HttpStatus.BAD_REQUEST);
        }
        if (!origins.allows(headers.getFirst(HttpHeaders.ORIGIN), headers.getFirst(HttpHeaders.HOST))) {
            return Decision.refuse(HttpStatus.FORBIDDEN);
        }
        List<String> offered = headers.getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        if (offered.isEmpty()) {
            return new Decision(HttpStatus.SWITCHING_PROTOCOLS, null);
        }
        return offered.contains(SUBPROTOCOL)
                ? new Decision(HttpStatus.SWITCHING_PROTOCOLS, SUBPROTOCOL)
                : Decision.refuse(HttpStatus.BAD_REQUEST);
    }
}
