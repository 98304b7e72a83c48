package spate.api.moderation;

import reactor.core.publisher.Mono;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;

/// Takes a message or donation away from everyone, once: its words, its pin, and what quotes it. Thread-safe.
public final class Removal {

    private final PinRows pins;

    Removal(PinRows pins) {
        this.pins = pins;
    }

    /// Removes it in the transaction of an act; whether it was there until now.
    ///
    /// @param event a message, or a donation that may have a text
    public Mono<Boolean> of(Act act, EventId event) {
        return pins.remove(act.room().id(), event, act.now())
                .flatMap(isNew -> isNew ? told(act, event.value()).thenReturn(true) : Mono.just(false));
    }

    private Mono<Void> told(Act act, String event) {
        return pins.deleteMessage(act.room().id(), event)
                .then(pins.deleteText(act.room().id(), event))
                .then(act.tell(new RoomEvent.Removed(EventId.random().value(), act.now(), event, act.by())));
    }
}
