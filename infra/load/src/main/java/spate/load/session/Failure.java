package spate.load.session;

import java.net.ConnectException;
import java.util.Locale;

/// Names failures without the parts that differ from session to session.
final class Failure {

    private Failure() {}

    static String word(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("too many open files")) {
            return "too many open files (raise ulimit -n)";
        }
        if (message.contains("refused")) {
            return "refused";
        }
        if (message.contains("timed out")) {
            return "timed out";
        }
        if (message.contains("reset")) {
            return "reset";
        }
        if (message.contains("assign requested address")) {
            return "no free source port";
        }
        return cause instanceof ConnectException
                ? "connect failed"
                : cause.getClass().getSimpleName();
    }
}
