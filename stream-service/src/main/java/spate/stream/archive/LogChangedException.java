package spate.stream.archive;

/// The log is not the one that was being read: its topic was created anew, or it began to count offsets from
/// lower down.
final class LogChangedException extends RuntimeException {

    LogChangedException(String message) {
        super(message);
    }
}
