package spate.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.IfMatch;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Violations;
import spate.rooms.policy.Right;

/// The webhooks of a room, for its owner.
@RestController
@Tag(name = "webhooks")
final class WebhookController {

    private static final int LIMIT_MAX = 200;

    private final Webhooks webhooks;
    private final WebhookUrls urls;

    WebhookController(Webhooks webhooks, WebhookUrls urls) {
        this.webhooks = webhooks;
        this.urls = urls;
    }

    @Operation(
            summary = "Have events of the room sent to a URL; the secret that signs them is shown here and never again",
            description =
                    "Events of the types that are asked for are sent by POST from now on, in the order of the room,"
                            + " up to 50 in a request, each at least once.")
    @Needs(Right.MANAGE_BOTS)
    @PostMapping("/api/rooms/{room}/webhooks")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseEntity<WithSecret>> add(
            SignedIn actor, @PathVariable("room") String room, @RequestBody NewWebhook body) {
        var violations = new Violations();
        String url = violations.required("url", body.url());
        if (body.url() != null) {
            urls.checked(violations, url);
        }
        Set<String> events = EventTypes.checked(violations, body.events());
        violations.throwIfAny();
        return webhooks.add(actor, room, url, events)
                .map(made -> ResponseEntity.status(HttpStatus.CREATED)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .eTag(IfMatch.tag(made.webhook().version()))
                        .body(WithSecret.of(made)));
    }

    @Operation(summary = "The webhooks of the room, in the order in which they came")
    @Needs(Right.MANAGE_BOTS)
    @GetMapping("/api/rooms/{room}/webhooks")
    Mono<Page> list(
            SignedIn actor,
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        return webhooks.page(actor, room, PageCursor.of(cursor), rowsMax)
                .map(found -> PageCursor.page(found, rowsMax, each -> new PageCursor(each.number(), ""), Page::new));
    }

    @Operation(
            summary = "Change where a webhook sends, what, or whether",
            description = "`active` begins again where it stood, also after it was disabled; `paused` holds it there.")
    @Needs(Right.MANAGE_BOTS)
    @PatchMapping("/api/rooms/{room}/webhooks/{webhook}")
    Mono<ResponseEntity<Webhook>> change(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("webhook") String webhook,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody WebhookChange body) {
        return webhooks.change(actor, room, webhook, IfMatch.of(ifMatch), body.checked(urls))
                .map(changed ->
                        ResponseEntity.ok().eTag(IfMatch.tag(changed.version())).body(changed));
    }

    @Operation(summary = "Take a webhook away, with its log of deliveries")
    @Needs(Right.MANAGE_BOTS)
    @DeleteMapping("/api/rooms/{room}/webhooks/{webhook}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(SignedIn actor, @PathVariable("room") String room, @PathVariable("webhook") String webhook) {
        return webhooks.remove(actor, room, webhook);
    }

    @Operation(summary = "What was sent to a webhook, the newest first; for seven days, a thousand at most")
    @Needs(Right.MANAGE_BOTS)
    @GetMapping("/api/rooms/{room}/webhooks/{webhook}/deliveries")
    Mono<DeliveryPage> deliveries(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("webhook") String webhook,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        return webhooks.deliveries(actor, room, webhook, PageCursor.of(cursor), rowsMax)
                .map(found ->
                        PageCursor.page(found, rowsMax, each -> new PageCursor(each.number(), ""), DeliveryPage::new));
    }

    @Operation(summary = "Try a delivery again, from its first attempt; with the same id")
    @Needs(Right.MANAGE_BOTS)
    @PostMapping("/api/rooms/{room}/webhooks/{webhook}/deliveries/{delivery}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Delivery> retry(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("webhook") String webhook,
            @PathVariable("delivery") String delivery) {
        return webhooks.retry(actor, room, webhook, delivery);
    }

    /// @param url `https://…`, on the public internet, at most 500 characters
    /// @param events types of events
    record NewWebhook(@Nullable String url, @Nullable List<@Nullable String> events) {}

    /// What is absent stays.
    ///
    /// @param state `active` or `paused`
    record WebhookChange(
            @Nullable String url,
            @Nullable List<@Nullable String> events,
            @Nullable String state) {

        Webhooks.Change checked(WebhookUrls urls) {
            var violations = new Violations();
            if (url != null) {
                urls.checked(violations, url);
            }
            Set<String> wanted = events == null ? null : EventTypes.checked(violations, events);
            if (state != null) {
                violations.word("state", state, Webhook.ACTIVE, Webhook.PAUSED);
            }
            violations.throwIfAny();
            return new Webhooks.Change(url, wanted, state);
        }
    }

    /// A webhook, when its secret is shown.
    ///
    /// @param secret signs every request: see the protocol
    record WithSecret(String id, String url, List<String> events, String secret, String state, long version) {

        static WithSecret of(Webhooks.Made made) {
            Webhook webhook = made.webhook();
            return new WithSecret(
                    webhook.id(), webhook.url(), webhook.events(), made.secret(), webhook.state(), webhook.version());
        }

        @Override
        public String toString() {
            return "WithSecret[" + id + "]"; // never the secret
        }
    }

    /// A page of webhooks.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<Webhook> webhooks, @Nullable String next) {}

    /// A page of deliveries.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record DeliveryPage(List<Delivery> deliveries, @Nullable String next) {}
}
