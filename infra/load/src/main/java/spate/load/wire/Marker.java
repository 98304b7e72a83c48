package spate.load.wire;

import java.nio.charset.StandardCharsets;

/// What a sender appends to each text so that the message can be told again anywhere: ` #run-s-n-t-d`, numbers in
/// base 36. `run` is the run's own word, `s` the sender, `n` its message, `t` the microsecond of the run for
/// which the message was scheduled, `d` by how many microseconds it was really sent later.
public final class Marker {

    private final byte[] run;
    private int at;
    private long sender;
    private long number;
    private long scheduledMicros;
    private long delayMicros;

    /// @param run the run's word: letters and digits only
    public Marker(String run) {
        this.run = run.getBytes(StandardCharsets.US_ASCII);
    }

    /// The marker's text, the leading space included.
    public static String text(String run, int sender, int number, long scheduledMicros, long delayMicros) {
        return " #" + run + '-' + Integer.toString(sender, 36) + '-' + Integer.toString(number, 36) + '-'
                + Long.toString(Math.max(0, scheduledMicros), 36) + '-' + Long.toString(Math.max(0, delayMicros), 36);
    }

    /// Reads the marker at the end of a range; true where there is one of this run, and then the getters tell it.
    public boolean read(byte[] bytes, int from, int to) {
        at = to;
        delayMicros = part(bytes, from);
        scheduledMicros = part(bytes, from);
        number = part(bytes, from);
        sender = part(bytes, from);
        int start = at - run.length;
        if (delayMicros < 0 || scheduledMicros < 0 || number < 0 || sender < 0 || start - 1 < from) {
            return false;
        }
        for (int i = 0; i < run.length; i++) {
            if (bytes[start + i] != run[i]) {
                return false;
            }
        }
        return bytes[start - 1] == '#';
    }

    /// The number that ends at `at`, and steps over the hyphen before it; -1 where there is none.
    private long part(byte[] bytes, int from) {
        long value = 0;
        long weight = 1;
        int i = at - 1;
        for (; i >= from && weight > 0 && bytes[i] != '-'; i--) {
            int digit = Character.digit(bytes[i], 36);
            if (digit < 0) {
                return -1;
            }
            value += digit * weight;
            weight *= 36;
        }
        if (i < from || i == at - 1) {
            return -1;
        }
        at = i;
        return value;
    }

    /// The sender.
    public int sender() {
        return (int) sender;
    }

    /// Which of the sender's messages.
    public int number() {
        return (int) number;
    }

    /// Microsecond of the run for which the message was scheduled.
    public long scheduledMicros() {
        return scheduledMicros;
    }

    /// Microseconds from then to when it was really sent.
    public long delayMicros() {
        return delayMicros;
    }
}
