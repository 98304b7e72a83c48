package spate.protocol.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which message's words an event holds because it is a reply, or a pinned reply.
///
/// Read from the JSON as text, which costs next to nothing for what is no reply: `replyTo` is the last field of a
/// message and `excerpt` the last of `replyTo`, and quotation marks within texts are escaped. Redis and MySQL find
/// and empty excerpts by the same rule.
///
/// @param message id of the answered message
/// @param author id of who wrote it; null in replies of before that was told
public record Quote(String message, @Nullable String author) {

    private static final byte[] BEGIN = ascii("\"replyTo\":{\"id\":\"");
    private static final byte[] BY = ascii("\",\"by\":\"");
    private static final byte[] EXCERPT = ascii("\"excerpt\":\"");
    /// Of the excerpt, of `replyTo`, and of the message.
    private static final byte[] END = ascii("\"}}");
    /// What a pinned message is followed by: its version.
    private static final int BEHIND_MAX = 40;

    /// What an event quotes; null where it is no reply, or nothing of the words is left in it.
    public static @Nullable Quote in(byte[] event) {
        int end = end(event);
        if (end < 0) {
            return null;
        }
        int excerpt = lastIndexOf(event, EXCERPT, end, 0);
        int begin = excerpt < 0 ? -1 : lastIndexOf(event, BEGIN, excerpt, 0);
        if (begin < 0 || excerpt + EXCERPT.length == end) {
            return null;
        }
        int id = begin + BEGIN.length;
        int idEnd = closing(event, id);
        String author = null;
        if (matches(event, BY, idEnd)) {
            int by = idEnd + BY.length;
            author = text(event, by, closing(event, by));
        }
        return new Quote(text(event, id, idEnd), author);
    }

    /// The event without the words that it quotes; the same where there are none.
    public static byte[] emptied(byte[] event) {
        if (in(event) == null) {
            return event;
        }
        int end = end(event);
        int from = lastIndexOf(event, EXCERPT, end, 0) + EXCERPT.length;
        byte[] emptied = Arrays.copyOf(event, from + event.length - end);
        System.arraycopy(event, end, emptied, from, event.length - end);
        return emptied;
    }

    /// Where the excerpt of a reply ends, or -1 where the event is none for certain.
    private static int end(byte[] event) {
        return lastIndexOf(event, END, event.length - END.length, Math.max(0, event.length - END.length - BEHIND_MAX));
    }

    private static int closing(byte[] event, int from) {
        int at = from;
        while (at < event.length && event[at] != '"') {
            at++;
        }
        return at;
    }

    private static int lastIndexOf(byte[] in, byte[] what, int from, int least) {
        for (int at = from; at >= least; at--) {
            if (matches(in, what, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] in, byte[] what, int at) {
        return at + what.length <= in.length
                && in[at] == what[0]
                && Arrays.equals(in, at, at + what.length, what, 0, what.length);
    }

    private static String text(byte[] event, int from, int to) {
        return new String(event, from, to - from, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
