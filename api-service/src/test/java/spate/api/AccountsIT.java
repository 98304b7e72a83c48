package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class AccountsIT extends RunningService {

    @Test
    void aViewerSignsUpSignsInAndChangesTheProfile() {
        Account account = account();
        http().get()
                .uri("/api/me")
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(account.id())
                .jsonPath("$.displayName")
                .isEqualTo("미나 " + account.handle())
                .jsonPath("$.color")
                .value(String.class, color -> assertThat(color).matches("#[0-9a-f]{6}"))
                .jsonPath("$.createdAt")
                .isNumber();
        patch(account, "/api/me", Map.of("displayName", " 하늘 👋 ", "color", "#a1b2c3"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.displayName")
                .isEqualTo("하늘 👋")
                .jsonPath("$.color")
                .isEqualTo("#a1b2c3");
        JsonNode renewed = body(refresh(account.refreshToken())
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult());
        assertThat(renewed.path("viewer").path("name").asString()).isEqualTo("하늘 👋");
    }

    @Test
    void everyWrongFieldOfASignUpIsNamed() {
        http().post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("handle", "No", "displayName", "", "password", "short"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid")
                .jsonPath("$.errors[0].field")
                .isEqualTo("handle")
                .jsonPath("$.errors[1].field")
                .isEqualTo("displayName")
                .jsonPath("$.errors[2].field")
                .isEqualTo("password");
    }

    @Test
    void aTakenHandleIsRefused() {
        Account account = account();
        http().post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("handle", account.handle(), "displayName", "x", "password", "longenough"))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("handle_taken")
                .jsonPath("$.field")
                .isEqualTo("handle");
    }

    @Test
    void aWrongPasswordAndAnUnknownHandleLookTheSame() {
        Account account = account();
        for (String handle : new String[] {account.handle(), name("nobody_"), "미나 ß"}) {
            http().post()
                    .uri("/api/sessions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(Map.of("handle", handle, "password", "wrong password"))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("credentials_wrong")
                    .jsonPath("$.detail")
                    .isEqualTo("handle or password is wrong");
        }
    }

    @Test
    void guessingOneHandleIsStoppedForAWhile() {
        String handle = name("guessed_");
        int refused = 0;
        for (int i = 0; i < 12; i++) {
            int status = http().post()
                    .uri("/api/sessions")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(Map.of("handle", handle, "password", "wrong password"))
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
            refused += status == 429 ? 1 : 0;
        }
        assertThat(refused).isBetween(1, 2);
    }

    @Test
    void theRefreshTokenRotatesAndAnOldOneEndsTheSignIn() {
        Account account = account();
        String second = renewed(account.refreshToken());
        assertThat(second).isNotEqualTo(account.refreshToken());
        // Two tabs, or an answer that was lost: within the grace the same follower comes again.
        assertThat(renewed(account.refreshToken())).isEqualTo(second);
        String third = renewed(second);

        refresh(account.refreshToken())
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .value(HttpHeaders.SET_COOKIE, cookie -> assertThat(cookie).contains("Max-Age=0"))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_invalid");
        refresh(third).expectStatus().isUnauthorized();
    }

    @Test
    void signingOutEverywhereEndsEverySignInAtOnce() {
        Account phone = account();
        Account desk = signIn(phone.handle(), "correct horse");
        Account other = account();
        http().delete()
                .uri("/api/sessions?everywhere=true")
                .cookie("spate_refresh", phone.refreshToken())
                .exchange()
                .expectStatus()
                .isNoContent();
        for (Account ended : List.of(phone, desk)) {
            refresh(ended.refreshToken()).expectStatus().isUnauthorized();
            me(ended)
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("token_invalid");
        }
        me(other).expectStatus().isOk();
        me(signIn(phone.handle(), "correct horse")).expectStatus().isOk();
    }

    @Test
    void anotherPasswordEndsTheOtherSignIns() {
        Account desk = account();
        Account phone = signIn(desk.handle(), "correct horse");
        changePassword(desk, "wrong horse", "better battery").expectStatus().isForbidden();
        changePassword(desk, "correct horse", "short").expectStatus().isEqualTo(422);
        me(phone).expectStatus().isOk();
        changePassword(desk, "correct horse", "better battery").expectStatus().isNoContent();
        me(phone).expectStatus().isUnauthorized();
        refresh(phone.refreshToken()).expectStatus().isUnauthorized();
        me(desk).expectStatus().isOk();
        refresh(desk.refreshToken()).expectStatus().isOk();
        me(signIn(desk.handle(), "better battery")).expectStatus().isOk();
    }

    private WebTestClient.ResponseSpec me(Account account) {
        return http().get()
                .uri("/api/me")
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .exchange();
    }

    private WebTestClient.ResponseSpec changePassword(Account account, String current, String next) {
        return http().put()
                .uri("/api/me/password")
                .header(HttpHeaders.AUTHORIZATION, account.bearer())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("current", current, "password", next))
                .exchange();
    }

    @Test
    void signingOutEndsTheRefreshToken() {
        Account account = account();
        http().delete()
                .uri("/api/sessions")
                .cookie("spate_refresh", account.refreshToken())
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .value(HttpHeaders.SET_COOKIE, cookie -> assertThat(cookie).contains("Max-Age=0"));
        refresh(account.refreshToken())
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_invalid");
    }

    @Test
    void aForgedRefreshTokenDoesNotSignOut() {
        Account account = account();
        String forged = account.refreshToken().substring(0, 23) + "AAAAAAAAAAAAAAAAAAAAAA";
        http().delete()
                .uri("/api/sessions")
                .cookie("spate_refresh", forged)
                .exchange()
                .expectStatus()
                .isNoContent();
        refresh(account.refreshToken()).expectStatus().isOk();
    }

    @Test
    void theCookieIsForThisOriginAndForScriptsNot() {
        Account account = account();
        EntityExchangeResult<JsonNode> answer =
                refresh(account.refreshToken()).expectBody(JsonNode.class).returnResult();
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.SET_COOKIE))
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/sessions")
                .doesNotContain("Secure");
        http().post()
                .uri("/api/sessions/refresh")
                .header(HttpHeaders.ORIGIN, "https://elsewhere.example")
                .cookie("spate_refresh", refreshToken(answer))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("forbidden");
        http().post()
                .uri("/api/sessions/refresh")
                .header(HttpHeaders.ORIGIN, "http://127.0.0.1:" + port)
                .cookie("spate_refresh", refreshToken(answer))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void withoutACookieThereIsNothingToRefresh() {
        http().post()
                .uri("/api/sessions/refresh")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("sign_in_required");
    }

    @Test
    void theKeysArePublishedWithoutTheirSecret() {
        for (String path : new String[] {"/.well-known/jwks.json", "/api/.well-known/jwks.json"}) {
            get(path)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.keys[0].crv")
                    .isEqualTo("P-256")
                    .jsonPath("$.keys[0].kid")
                    .isNotEmpty()
                    .jsonPath("$.keys[0].d")
                    .doesNotExist();
        }
    }

    private String renewed(String token) {
        return refreshToken(refresh(token).expectStatus().isOk().expectBody().returnResult());
    }

    private WebTestClient.ResponseSpec refresh(String token) {
        return http().post()
                .uri("/api/sessions/refresh")
                .cookie("spate_refresh", token)
                .exchange();
    }
}
