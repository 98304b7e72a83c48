package spate.embedded;

import java.io.Serial;

/// An embedded server could not be started or stopped; the message is written for the person at the terminal.
public final class EmbeddedServerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
