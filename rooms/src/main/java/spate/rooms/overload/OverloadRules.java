package spate.rooms.overload;

/// Decides when to shed. Plain; for one thread.
///
/// It begins when one signal was above its bound for a while, and ends when all were below half of theirs for a
/// while: without the distance between the two, those who are let in would bring the overload back at once.
final class OverloadRules {

    /// What there is too much of.
    enum Excess {
        NONE,
        RELAY,
        LOOP,
        LOG,
        MEMORY
    }

    private final long relayLagNanos;
    private final long loopLagNanos;
    private final long logLag;
    private final double directBytes;
    private final long afterNanos;
    private final long untilNanos;
    private Excess shedding = Excess.NONE;
    private long asBeforeNanos;

    /// @param directMemory how much direct memory there is, bytes
    OverloadRules(OverloadProperties properties, long directMemory, long nowNanos) {
        this.asBeforeNanos = nowNanos;
        this.relayLagNanos = properties.relayLag().toNanos();
        this.loopLagNanos = properties.loopLag().toNanos();
        this.logLag = properties.logLag();
        this.directBytes = directMemory * properties.directShare();
        this.afterNanos = properties.after().toNanos();
        this.untilNanos = properties.until().toNanos();
    }

    /// What to shed for from now on.
    Excess decide(Signals signals, long nowNanos) {
        boolean isShedding = shedding != Excess.NONE;
        Excess excess = excess(signals, isShedding ? 0.5 : 1);
        boolean asBefore = (excess != Excess.NONE) == isShedding;
        if (asBefore) {
            asBeforeNanos = nowNanos;
        } else if (nowNanos - asBeforeNanos >= (isShedding ? untilNanos : afterNanos)) {
            shedding = excess;
            asBeforeNanos = nowNanos;
        }
        return shedding;
    }

    private Excess excess(Signals signals, double part) {
        if (signals.relayLagNanos() > relayLagNanos * part) {
            return Excess.RELAY;
        }
        if (signals.loopLagNanos() > loopLagNanos * part) {
            return Excess.LOOP;
        }
        if (signals.logLag() > logLag * part) {
            return Excess.LOG;
        }
        return signals.directBytes() > directBytes * part ? Excess.MEMORY : Excess.NONE;
    }
}
