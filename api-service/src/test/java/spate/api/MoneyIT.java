package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spate.api.MoneyCalls.Answer;
import spate.protocol.event.RoomEvent;
import tools.jackson.databind.JsonNode;

class MoneyIT extends RunningService {

    @Test
    void aTopUpIsBegunOnceAndCreditedOnce() throws IOException {
        Account mina = account();
        Answer begun = topUp(mina, "key-1", 20_000);
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.body().path("state").asString()).isEqualTo("pending");
        assertThat(topUp(mina, "key-1", 20_000)).isEqualTo(begun);
        assertProblem(topUp(mina, "key-1", 20_001), 422, "key_reused", "Idempotency-Key");
        assertThat(balance(mina)).isZero();

        String checkout = begun.body().path("checkout").asString();
        Answer paid = call(mina, "POST", checkout, null, Map.of("outcome", "paid"));
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.body().path("state").asString()).isEqualTo("paid");
        for (String again : new String[] {"paid", "failed"}) {
            call(mina, "POST", checkout, null, Map.of("outcome", again));
            assertThat(call(mina, "GET", "/api/wallet/topups/" + begun.id(), null, null)
                            .body()
                            .path("state")
                            .asString())
                    .isEqualTo("paid");
        }
        JsonNode wallet = call(mina, "GET", "/api/wallet", null, null).body();
        assertThat(wallet.path("balance").asLong()).isEqualTo(20_000);
        assertThat(wallet.path("currency").asString()).isEqualTo("KRW");
        assertThat(wallet.path("entries")).hasSize(1);
        assertThat(wallet.path("entries").get(0).path("topup").asString()).isEqualTo(begun.id());
        assertThat(topUp(mina, "key-1", 20_000)).isEqualTo(begun);

        Account noah = account();
        assertProblem(call(noah, "GET", "/api/wallet/topups/" + begun.id(), null, null), 404, "topup_unknown", "");
        assertProblem(call(noah, "POST", checkout, null, Map.of("outcome", "paid")), 404, "topup_unknown", "");
        assertProblem(call(mina, "POST", checkout, null, Map.of("outcome", "?")), 422, "invalid", "outcome");
    }

    @Test
    void aFailedTopUpMayBePaidAfterAll() throws IOException {
        Account mina = account();
        String id = topUp(mina, "key-1", 3_000).id();
        assertThat(MoneyCalls.webhook(port, name("event-"), id, "failed", 3_000).status())
                .isEqualTo(204);
        assertThat(call(mina, "GET", "/api/wallet/topups/" + id, null, null)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("failed");
        assertThat(MoneyCalls.webhook(port, name("event-"), id, "paid", 3_000).status())
                .isEqualTo(204);
        assertThat(balance(mina)).isEqualTo(3_000);
    }

    @Test
    void onlyWhatTheProviderSignedJustNowCounts() throws IOException {
        Account mina = account();
        String id = topUp(mina, "key-1", 5_000).id();
        String body =
                "{\"id\":\"e\",\"topup\":\"" + id + "\",\"outcome\":\"paid\",\"amount\":5000,\"currency\":\"KRW\"}";
        long now = System.currentTimeMillis() / 1_000;
        assertProblem(MoneyCalls.webhook(port, body, "t=" + now + ",v1=00"), 401, "signature_invalid", "");
        assertProblem(
                MoneyCalls.webhook(port, body, MoneyCalls.signature(now, body + " ")), 401, "signature_invalid", "");
        assertProblem(
                MoneyCalls.webhook(port, body, MoneyCalls.signature(now - 301, body)), 400, "signature_expired", "");
        assertProblem(MoneyCalls.webhook(port, "{}", MoneyCalls.signature(now, "{}")), 400, "bad_frame", "");
        assertProblem(MoneyCalls.webhook(port, name("event-"), id, "paid", 5_001), 422, "amount_differs", "");
        assertProblem(MoneyCalls.webhook(port, name("event-"), "unknown", "paid", 1), 404, "topup_unknown", "");
        post(mina, "/api/payments/bank/webhooks", Map.of())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("provider_unknown");
        assertThat(balance(mina)).isZero();
    }

    @Test
    void aWebhookThatIsReplayedCreditsOnce() throws Exception {
        Account mina = account();
        String id = topUp(mina, "key-1", 5_000).id();
        String event = name("event-");
        List<Answer> answers = atOnce(
                30,
                n -> () ->
                        // The same event, and others that tell the same.
                        MoneyCalls.webhook(port, n % 3 == 0 ? event + n : event, id, "paid", 5_000));
        assertThat(answers).allMatch(answer -> answer.status() == 204);
        assertThat(balance(mina)).isEqualTo(5_000);
        assertThat(call(mina, "GET", "/api/wallet", null, null).body().path("entries"))
                .hasSize(1);
    }

    @Test
    void aDonationIsPaidToldListedAndRanked() throws IOException {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        fund(mina, 20_000);
        Answer given = donate(mina, room, "key-1", 5_000, " 응원합니다 ");
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.body().path("tier").asInt()).isEqualTo(2);
        assertThat(given.body().path("balance").asLong()).isEqualTo(15_000);
        assertThat(given.body().path("by").path("id").asString()).isEqualTo(mina.id());
        assertThat(donate(mina, room, "key-1", 5_000, "응원합니다")).isEqualTo(given);
        assertProblem(donate(mina, room, "key-1", 5_000, "other"), 422, "key_reused", "Idempotency-Key");
        assertProblem(donate(mina, room(owner), "key-1", 5_000, "응원합니다"), 422, "key_reused", "Idempotency-Key");
        Answer second = donate(mina, room, "key-2", 700, null);
        assertThat(second.body().has("text")).isFalse();
        assertThat(balance(mina)).isEqualTo(14_300);
        assertThat(balance(owner)).isEqualTo(5_700);

        Awaitility.await().until(() -> donationsInTheLog(room).size() >= 2);
        List<RoomEvent.Donation> told = donationsInTheLog(room);
        assertThat(told).extracting(RoomEvent.Donation::id).containsExactly(given.id(), second.id());
        assertThat(told.getFirst().by().id()).isEqualTo(mina.id());
        assertThat(told.getFirst().text()).isEqualTo("응원합니다");
        assertThat(told.getFirst().currency()).isEqualTo("KRW");
        assertThat(told.getLast().text()).isNull();

        String path = "/api/rooms/" + room + "/donations";
        JsonNode first = body(get(path + "?limit=1").expectBody(JsonNode.class).returnResult());
        assertThat(first.path("donations").get(0).path("id").asString()).isEqualTo(second.id());
        JsonNode next = body(get(path + "?limit=1&cursor=" + first.path("next").asString())
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(next.path("donations").get(0).path("id").asString()).isEqualTo(given.id());
        assertThat(next.path("next").isNull()).isTrue();

        Account noah = account();
        fund(noah, 9_000);
        donate(noah, room, "key-1", 9_000, null);
        String donors = "/api/rooms/" + room + "/donors?window=";
        for (String window : new String[] {"day", "week", "month", "all"}) {
            JsonNode ranking = body(
                    get(donors + window + "&limit=1").expectBody(JsonNode.class).returnResult());
            assertThat(ranking.path("donors").get(0).path("viewer").asString()).isEqualTo(noah.id());
            JsonNode rest =
                    body(get(donors + window + "&cursor=" + ranking.path("next").asString())
                            .expectBody(JsonNode.class)
                            .returnResult());
            assertThat(rest.path("donors")).hasSize(1);
            assertThat(rest.path("donors").get(0).path("amount").asLong()).isEqualTo(5_700);
            assertThat(rest.path("donors").get(0).path("count").asLong()).isEqualTo(2);
        }
        get(donors + "year").expectStatus().isBadRequest();
    }

    @Test
    void theOwnerRefundsOnceAndFromWhatThereIs() throws IOException {
        Account owner = account();
        Account mina = account();
        Account other = account();
        String room = room(owner);
        String elsewhere = room(other);
        fund(mina, 10_000);
        String id = donate(mina, room, "key-1", 8_000, "with a text").id();
        String path = "/api/rooms/" + room + "/donations/" + id + "/refund";
        assertProblem(call(mina, "POST", path, null, null), 403, "forbidden", "");
        assertProblem(call(other, "POST", path, null, null), 403, "forbidden", "");
        assertProblem(
                call(other, "POST", "/api/rooms/" + elsewhere + "/donations/" + id + "/refund", null, null),
                404,
                "donation_unknown",
                "");
        // What the owner has spent cannot be given back.
        donate(owner, elsewhere, "key-1", 1, null);
        assertProblem(call(owner, "POST", path, null, null), 409, "balance_too_low", "");
        fund(owner, 1_000);
        Answer refunded = call(owner, "POST", path, null, null);
        assertThat(refunded.status()).isEqualTo(200);
        assertThat(refunded.body().path("state").asString()).isEqualTo("refunded");
        assertThat(call(owner, "POST", path, null, null)).isEqualTo(refunded);
        assertThat(balance(mina)).isEqualTo(10_000);
        assertThat(balance(owner)).isEqualTo(999);

        JsonNode listed = body(get("/api/rooms/" + room + "/donations")
                        .expectBody(JsonNode.class)
                        .returnResult())
                .path("donations")
                .get(0);
        assertThat(listed.path("state").asString()).isEqualTo("refunded");
        assertThat(listed.has("text")).isFalse();
        assertThat(body(get("/api/rooms/" + room + "/donors")
                                .expectBody(JsonNode.class)
                                .returnResult())
                        .path("donors"))
                .isEmpty();
        List<RoomEvent.Removed> removed = Awaitility.await("told")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> LogReader.eventsOf(room).stream()
                                .filter(RoomEvent.Removed.class::isInstance)
                                .map(RoomEvent.Removed.class::cast)
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(removed.stream().map(RoomEvent.Removed::target).distinct()).containsExactly(id);
        assertThat(removed.getFirst().by().role()).isEqualTo("owner");
        JsonNode audit = call(owner, "GET", "/api/rooms/" + room + "/audit", null, null)
                .body()
                .path("entries");
        assertThat(audit).hasSize(1);
        assertThat(audit.get(0).path("action").asString()).isEqualTo("refund");
        assertThat(audit.get(0).path("event").asString()).isEqualTo(id);
        // The answer under the key stays what it was.
        assertThat(donate(mina, room, "key-1", 8_000, "with a text")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("paid");

        String statement = "/api/rooms/" + room + "/statement";
        assertProblem(call(mina, "GET", statement, null, null), 403, "forbidden", "");
        JsonNode told = call(owner, "GET", statement + "?limit=1", null, null).body();
        assertThat(told.path("sums").toString())
                .isEqualTo("{\"received\":8000,\"donations\":1,\"returned\":8000,\"refunds\":1,\"net\":0}");
        assertThat(told.path("entries").get(0).path("kind").asString()).isEqualTo("returned");
        JsonNode rest = call(
                        owner,
                        "GET",
                        statement + "?limit=1&cursor=" + told.path("next").asString(),
                        null,
                        null)
                .body();
        assertThat(rest.path("entries").get(0).path("kind").asString()).isEqualTo("received");
        assertProblem(call(owner, "GET", statement + "?from=5&to=4", null, null), 400, "invalid", "from");
        assertThat(call(owner, "GET", statement + "?from=5&to=6", null, null)
                        .body()
                        .path("entries"))
                .isEmpty();
    }

    @Test
    void nobodyGivesToWhoHasLeft() throws IOException {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        fund(mina, 1_000);
        // What a viewer who leaves loses at once; the rooms are closed a moment later.
        database.sql("DELETE FROM viewers WHERE id = :id")
                .bind("id", owner.id())
                .then()
                .block(Duration.ofSeconds(10));
        assertProblem(donate(mina, room, "key-1", 1_000, null), 409, "room_closed", "");
        assertThat(balance(mina)).isEqualTo(1_000);
    }

    @Test
    void whatWasBegunInAnotherCurrencyEndsInIt() throws IOException {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        fund(mina, 3_000);
        String donation = donate(mina, room, "key-1", 1_000, null).id();
        String topUp = topUp(mina, "key-2", 5_000).id();
        try (var later = new SecondReplica(environment, Map.of("spate.api.money.currency", "EUR"))) {
            int other = later.start();
            assertThat(MoneyCalls.webhook(other, name("event-"), topUp, "paid", 5_000)
                            .status())
                    .isEqualTo(204);
            assertThat(MoneyCalls.call(
                                    other,
                                    owner.accessToken(),
                                    "POST",
                                    "/api/rooms/" + room + "/donations/" + donation + "/refund",
                                    null,
                                    null)
                            .status())
                    .isEqualTo(200);
            assertThat(MoneyCalls.call(other, mina.accessToken(), "GET", "/api/wallet", null, null)
                            .body()
                            .path("balance")
                            .asLong())
                    .isZero();
        }
        assertThat(balance(mina)).isEqualTo(8_000);
        assertThat(balance(owner)).isZero();
    }

    @Test
    void aDonationObeysTheRoom() throws IOException {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        String rooms = "/api/rooms/" + room;
        fund(mina, 10_000);
        fund(owner, 10_000);
        assertProblem(donate(owner, room, "key-1", 1_000, null), 403, "forbidden", "");
        assertProblem(donate(mina, "no-such-room", "key-1", 1_000, null), 404, "room_unknown", "");
        http().post()
                .uri(rooms + "/donations")
                .header("Idempotency-Key", "key-1")
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("amount", 1))
                .exchange()
                .expectStatus()
                .isUnauthorized();

        change(owner, room, Map.of("settings", Map.of("textLength", 5, "links", false)));
        assertProblem(donate(mina, room, "key-1", 1_000, "123456"), 422, "text_too_long", "text");
        assertProblem(donate(mina, room, "key-1", 1_000, "www.x"), 422, "links_forbidden", "text");
        call(
                owner,
                "PUT",
                rooms + "/blocked-words",
                null,
                Map.of(
                        "words",
                        List.of(
                                Map.of("pattern", "bad", "action", "refuse"),
                                Map.of("pattern", "odd", "action", "hold"))));
        assertProblem(donate(mina, room, "key-1", 1_000, "bad"), 422, "blocked_word", "text");
        assertProblem(donate(mina, room, "key-1", 1_000, "odd"), 422, "blocked_word", "text");
        change(owner, room, Map.of("settings", Map.of("shield", true)));
        assertProblem(donate(mina, room, "key-1", 1_000, null), 409, "room_shielded", "");
        change(owner, room, Map.of("settings", Map.of("shield", false, "membersOnly", true)));
        assertProblem(donate(mina, room, "key-1", 1_000, "hi"), 403, "members_only", "");
        change(owner, room, Map.of("settings", Map.of("membersOnly", false)));
        String restriction = rooms + "/restrictions/" + mina.id();
        call(owner, "PUT", restriction, null, Map.of("kind", "timeout", "seconds", 600));
        assertProblem(donate(mina, room, "key-1", 1_000, null), 403, "timed_out", "");
        call(owner, "PUT", restriction, null, Map.of("kind", "ban"));
        assertProblem(donate(mina, room, "key-1", 1_000, null), 403, "banned", "");
        call(owner, "DELETE", restriction, null, null);
        change(owner, room, Map.of("open", false));
        assertProblem(donate(mina, room, "key-1", 1_000, null), 409, "room_closed", "");
        assertThat(balance(mina)).isEqualTo(10_000);

        // A refusal is not remembered: the same key pays once nothing is in its way.
        change(owner, room, Map.of("open", true));
        assertThat(donate(mina, room, "key-1", 1_000, "hi").status()).isEqualTo(201);
        // And what was paid is answered, whatever the room is like by then.
        change(owner, room, Map.of("open", false));
        assertThat(donate(mina, room, "key-1", 1_000, "hi").status()).isEqualTo(201);
        assertThat(balance(mina)).isEqualTo(9_000);
    }

    @Test
    void aMaskedWordIsShownToNobody() throws IOException {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        fund(mina, 10_000);
        call(
                owner,
                "PUT",
                "/api/rooms/" + room + "/blocked-words",
                null,
                Map.of("words", List.of(Map.of("pattern", "silly", "action", "mask"))));
        Answer given = donate(mina, room, "key-1", 1_000, "a silly gift");
        assertThat(given.body().path("text").asString()).isEqualTo("a ***** gift");
        assertThat(donate(mina, room, "key-1", 1_000, "a silly gift")).isEqualTo(given);
        assertProblem(donate(mina, room, "key-1", 1_000, "a ***** gift"), 422, "key_reused", "Idempotency-Key");
        Awaitility.await().until(() -> !donationsInTheLog(room).isEmpty());
        assertThat(donationsInTheLog(room).getFirst().text()).isEqualTo("a ***** gift");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000001", "\"100\"", "null", "99999999999999999999999", "1e3"})
    void amountsThatAreNoneAreNamed(String amount) throws IOException {
        Account mina = account();
        String body = "{\"amount\":" + amount + "}";
        assertProblem(call(mina, "POST", "/api/wallet/topups", "key-1", body), 422, "invalid", "amount");
        assertProblem(call(mina, "POST", "/api/rooms/any-room/donations", "key-1", body), 422, "invalid", "amount");
    }

    @Test
    void aKeyIsRequired() throws IOException {
        Account mina = account();
        Map<String, Object> body = Map.of("amount", 1_000);
        for (String path : new String[] {"/api/wallet/topups", "/api/rooms/any-room/donations"}) {
            assertProblem(call(mina, "POST", path, null, body), 400, "invalid", "Idempotency-Key");
            assertProblem(call(mina, "POST", path, "x".repeat(101), body), 400, "invalid", "Idempotency-Key");
        }
    }

    @Test
    void aHundredAtOncePayWhatThereIsAndNoMore() throws Exception {
        Account owner = account();
        Account mina = account();
        String room = room(owner);
        fund(mina, 37_500);
        List<Answer> answers = atOnce(100, n -> () -> donate(mina, room, "key-" + n, 1_000, null));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(37);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .allMatch(answer -> answer.status() == 409 && answer.code().equals("balance_too_low"));
        assertThat(balance(mina)).isEqualTo(500);
        assertThat(balance(owner)).isEqualTo(37_000);
    }

    @Test
    void aDoubleSubmitPaysOnce() throws Exception {
        Account mina = account();
        String room = room(account());
        fund(mina, 100_000);
        List<Answer> answers = atOnce(50, n -> () -> donate(mina, room, "key-" + n % 5, 1_000, "twice " + n % 5));
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(Answer::id).distinct()).hasSize(5);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(5);
        assertThat(balance(mina)).isEqualTo(95_000);
        Awaitility.await().until(() -> donationsInTheLog(room).size() >= 5);
        assertThat(donationsInTheLog(room)).hasSize(5);

        List<Answer> topUps = atOnce(20, _ -> () -> topUp(mina, "double", 1_000));
        assertThat(topUps.stream().map(Answer::body).distinct()).hasSize(1);
    }

    @Test
    void whoGivesToEachOtherDoesNotWaitInARing() throws Exception {
        Account mina = account();
        Account noah = account();
        String minas = room(mina);
        String noahs = room(noah);
        fund(mina, 50_000);
        fund(noah, 50_000);
        List<Answer> answers = atOnce(
                60,
                n -> () -> n % 2 == 0
                        ? donate(mina, noahs, "key-" + n, 1_000, null)
                        : donate(noah, minas, "key-" + n, 1_000, null));
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(balance(mina)).isEqualTo(50_000);
        assertThat(balance(noah)).isEqualTo(50_000);
    }

    @Test
    void aWalletIsPaged() throws IOException {
        Account mina = account();
        for (int n = 1; n <= 5; n++) {
            fund(mina, n * 1_000L);
        }
        List<Long> amounts = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    call(mina, "GET", "/api/wallet?limit=2" + next, null, null).body();
            page.path("entries")
                    .forEach(entry -> amounts.add(entry.path("amount").asLong()));
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!next.isEmpty());
        assertThat(amounts).containsExactly(5_000L, 4_000L, 3_000L, 2_000L, 1_000L);
        assertProblem(call(mina, "GET", "/api/wallet?limit=0", null, null), 400, "invalid", "limit");
    }

    @Test
    void theOpenApiDescribesTheCallsWithExamples() {
        get("/api/openapi.json")
                .expectBody()
                .jsonPath("$.paths['/api/rooms/{room}/donations'].post.responses['409']")
                .exists()
                .jsonPath(
                        "$.paths['/api/rooms/{room}/donations'].post.parameters[?(@.name=='Idempotency-Key')].required")
                .isEqualTo(true)
                .jsonPath("$.components.schemas.NewDonation.properties.amount.type")
                .isEqualTo("integer")
                .jsonPath("$.components.schemas.NewDonation.properties.amount.example")
                .isEqualTo(5000)
                .jsonPath("$.components.schemas.Given.properties.balance.example")
                .isEqualTo(15000)
                .jsonPath("$.components.schemas.Given.properties.tier")
                .exists()
                .jsonPath("$.components.schemas.TopUpView.properties.checkout.example")
                .exists();
    }

    private void change(Account owner, String room, Map<String, Object> change) {
        patch(owner, "/api/rooms/" + room, change).expectStatus().isOk();
    }

    private void fund(Account account, long amount) throws IOException {
        String id = topUp(account, name("fund-"), amount).id();
        assertThat(MoneyCalls.webhook(port, name("event-"), id, "paid", amount).status())
                .isEqualTo(204);
    }

    private Answer topUp(Account account, String key, long amount) throws IOException {
        return call(account, "POST", "/api/wallet/topups", key, Map.of("amount", amount));
    }

    private Answer donate(Account account, String room, String key, long amount, @Nullable String text)
            throws IOException {
        Map<String, Object> body = text == null ? Map.of("amount", amount) : Map.of("amount", amount, "text", text);
        return call(account, "POST", "/api/rooms/" + room + "/donations", key, body);
    }

    private long balance(Account account) throws IOException {
        return call(account, "GET", "/api/wallet", null, null)
                .body()
                .path("balance")
                .asLong();
    }

    private Answer call(Account account, String method, String path, @Nullable String key, @Nullable Object body)
            throws IOException {
        return MoneyCalls.call(port, account.accessToken(), method, path, key, body);
    }

    private static List<RoomEvent.Donation> donationsInTheLog(String room) {
        return LogReader.eventsOf(room).stream()
                .filter(RoomEvent.Donation.class::isInstance)
                .map(RoomEvent.Donation.class::cast)
                .toList();
    }

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("field").asString("")).isEqualTo(field);
    }

    private static List<Answer> atOnce(int count, java.util.function.IntFunction<Callable<Answer>> calls)
            throws InterruptedException, ExecutionException {
        List<Callable<Answer>> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.add(calls.apply(n));
        }
        List<Answer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> done : threads.invokeAll(all)) {
                answers.add(done.get());
            }
        }
        return answers;
    }
}
