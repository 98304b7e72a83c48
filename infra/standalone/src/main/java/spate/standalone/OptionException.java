package spate.standalone;

import java.io.Serial;

/// An option that cannot be used; the message is for the person at the terminal.
final class OptionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    OptionException(String message) {
        super(message);
    }
}
