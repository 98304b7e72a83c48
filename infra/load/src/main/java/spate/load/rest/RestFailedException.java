package spate.load.rest;

/// A REST call was answered otherwise than the run needs.
public final class RestFailedException extends RuntimeException {

    public RestFailedException(String message) {
        super(message);
    }

    public RestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
