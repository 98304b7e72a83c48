package spate.api.webhook;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.moderation.Act;
import spate.api.moderation.Moderation;
import spate.api.token.SignedIn;
import spate.api.web.IfMatch;
import spate.api.web.PageCursor;
import spate.api.web.Problem;
import spate.protocol.EventId;
import spate.rooms.policy.Right;

/// What owners do with the webhooks of their rooms. Thread-safe.
final class Webhooks {

    private static final int WEBHOOKS_MAX = 10;

    private final Moderation moderation;
    private final WebhookRows rows;

    Webhooks(Moderation moderation, WebhookRows rows) {
        this.moderation = moderation;
        this.rows = rows;
    }

    /// A webhook, and its secret, which is shown this once.
    record Made(Webhook webhook, String secret) {}

    /// What is to be changed of a webhook; null stays.
    record Change(
            @Nullable String url,
            @Nullable Set<String> events,
            @Nullable String state) {}

    /// Adds a webhook, which is sent what happens from now on.
    Mono<Made> add(SignedIn actor, String room, String url, Set<String> events) {
        return moderation.act(
                actor,
                room,
                Right.MANAGE_BOTS,
                List.of(),
                act -> rows.count(act.room().id())
                        .filter(count -> count < WEBHOOKS_MAX)
                        .switchIfEmpty(tooMany())
                        .flatMap(_ -> added(act, url, events)));
    }

    private Mono<Made> added(Act act, String url, Set<String> events) {
        String id = EventId.random().value();
        var webhook = new Webhook(0, id, url, List.copyOf(events), Webhook.ACTIVE, 0, 1, act.now());
        String secret = Signature.newSecret();
        return rows.add(act.room().id(), webhook, secret, act.actor().id())
                .then(act.note("webhook", null, null, shortened(url)))
                .thenReturn(new Made(webhook, secret));
    }

    /// The webhooks of a room, and one more than `limit` where there are more.
    Mono<List<Webhook>> page(SignedIn actor, String room, @Nullable PageCursor after, int limit) {
        return moderation.read(
                actor, room, Right.MANAGE_BOTS, act -> rows.page(act.room().id(), after, limit));
    }

    /// Changes a webhook. What it is behind with stays to be sent. Fails with 412 where its version is not
    /// expected.
    Mono<Webhook> change(SignedIn actor, String room, String id, IfMatch expected, Change change) {
        return moderation.act(
                actor,
                room,
                Right.MANAGE_BOTS,
                List.of(),
                act -> require(act, id)
                        .doOnNext(found -> expected.check(found.version(), "the webhook"))
                        .map(found -> found.changed(
                                change.url() == null ? found.url() : change.url(),
                                change.events() == null ? found.events() : List.copyOf(change.events()),
                                change.state() == null ? found.state() : change.state()))
                        .flatMap(changed -> rows.change(changed)
                                .then(act.note(
                                        "webhook_change", null, null, shortened(changed.state() + " " + changed.url())))
                                .thenReturn(changed)));
    }

    /// Takes a webhook away, with its log of deliveries.
    Mono<Void> remove(SignedIn actor, String room, String id) {
        return moderation.act(
                actor,
                room,
                Right.MANAGE_BOTS,
                List.of(),
                act -> require(act, id)
                        .flatMap(found ->
                                rows.delete(id).then(act.note("webhook_out", null, null, shortened(found.url())))));
    }

    /// The deliveries of a webhook, the newest first, and one more than `limit` where there are more.
    Mono<List<Delivery>> deliveries(SignedIn actor, String room, String id, @Nullable PageCursor before, int limit) {
        return moderation.read(
                actor,
                room,
                Right.MANAGE_BOTS,
                act -> require(act, id).flatMap(_ -> rows.deliveries(id, before, limit)));
    }

    /// Has a delivery tried again, from the beginning. Fails with 409 where the webhook is not active.
    Mono<Delivery> retry(SignedIn actor, String room, String id, String delivery) {
        return moderation.act(
                actor,
                room,
                Right.MANAGE_BOTS,
                List.of(),
                act -> require(act, id)
                        .doOnNext(Webhooks::checkActive)
                        .flatMap(_ -> rows.delivery(id, delivery))
                        .switchIfEmpty(unknownDelivery())
                        .flatMap(_ -> rows.retry(id, delivery))
                        .then(rows.delivery(id, delivery)));
    }

    private Mono<Webhook> require(Act act, String id) {
        return rows.find(act.room().id(), id)
                .switchIfEmpty(Mono.error(() -> Problem.of(404, "webhook_unknown", "no such webhook in this room")
                        .toException()));
    }

    private static void checkActive(Webhook webhook) {
        if (!webhook.state().equals(Webhook.ACTIVE)) {
            throw Problem.of(409, "webhook_inactive", "the webhook is " + webhook.state() + ": make it active first")
                    .toException();
        }
    }

    private static <T> Mono<T> unknownDelivery() {
        return Mono.error(() -> Problem.of(404, "delivery_unknown", "no such delivery of this webhook")
                .toException());
    }

    private static <T> Mono<T> tooMany() {
        return Mono.error(() -> Problem.of(409, "too_many", "at most " + WEBHOOKS_MAX + " webhooks in a room")
                .toException());
    }

    /// As much as a line of the audit list takes.
    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
