package spate.standalone.demo;

import java.io.Serial;

/// The demo could not do what it wanted; the message says what was answered.
final class DemoFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }

    DemoFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
