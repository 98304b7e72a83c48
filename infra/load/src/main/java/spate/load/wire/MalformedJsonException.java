package spate.load.wire;

/// What was read is not JSON as far as it was looked at.
public final class MalformedJsonException extends RuntimeException {

    MalformedJsonException(String message) {
        super(message);
    }
}
