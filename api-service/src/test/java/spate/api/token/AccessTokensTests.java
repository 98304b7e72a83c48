package spate.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spate.api.SettableClock;
import spate.protocol.ErrorCode;

class AccessTokensTests {

    private static final SignedIn VIEWER =
            new SignedIn("AAAAAAAAAAAAAAAAAAAAAA", "mina", "미나", "#2f7fd1", "AAAAAAAAAAAAAAAAAAAAAQ");
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final SettableClock clock = new SettableClock();
    private final TokenKeys keys = TokenKeys.generate();
    private final AccessTokens tokens = new AccessTokens(keys, LIFETIME, clock);

    @Test
    void whatWasIssuedIsAccepted() {
        assertThat(tokens.verify(tokens.issue(VIEWER))).isEqualTo(new AccessTokens.Verdict.Accepted(VIEWER));
    }

    @Test
    void aTokenRunsOutAtItsTime() {
        String token = tokens.issue(VIEWER);
        clock.advance(LIFETIME.minusSeconds(1));
        assertThat(tokens.verify(token)).isInstanceOf(AccessTokens.Verdict.Accepted.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.verify(token)).isEqualTo(refused(ErrorCode.TOKEN_EXPIRED));
    }

    @Test
    void aTokenHasTheClaimsThatTheOtherServicesRead() throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(tokens.issue(VIEWER)).getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsOnlyKeys("iss", "aud", "sub", "handle", "name", "color", "sid", "iat", "exp");
        assertThat(claims.getIssuer()).isEqualTo("spate");
        assertThat(claims.getAudience()).containsExactly("spate");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(LIFETIME);
    }

    @Test
    void aRetiredKeyStillVerifiesAndTheNewOneSigns() {
        String old = tokens.issue(VIEWER);
        ECKey next = TokenKeys.generate().signing();
        String set = "{\"keys\":[" + next.toJSONString() + ","
                + keys.signing().toPublicJWK().toJSONString() + "]}";
        var rotated = new AccessTokens(TokenKeys.parse(set), LIFETIME, clock);
        assertThat(rotated.verify(old)).isInstanceOf(AccessTokens.Verdict.Accepted.class);
        assertThat(rotated.verify(rotated.issue(VIEWER))).isInstanceOf(AccessTokens.Verdict.Accepted.class);
        assertThat(tokens.verify(rotated.issue(VIEWER))).isEqualTo(refused(ErrorCode.TOKEN_INVALID));
    }

    @Test
    void forgeriesAreRefused() throws Exception {
        String token = tokens.issue(VIEWER);
        String header = token.substring(0, token.indexOf('.'));
        String claims = token.substring(header.length() + 1, token.lastIndexOf('.'));
        assertThat(tokens.verify(header + "." + claims + "."))
                .as("no signature")
                .isEqualTo(refused(ErrorCode.TOKEN_INVALID));
        assertThat(tokens.verify("eyJhbGciOiJub25lIn0." + claims + "."))
                .as("alg none")
                .isEqualTo(refused(ErrorCode.TOKEN_INVALID));
        byte[] secret = keys.publicJson().getBytes(StandardCharsets.UTF_8);
        var symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(keys.signing().getKeyID())
                        .build(),
                SignedJWT.parse(token).getJWTClaimsSet());
        symmetric.sign(new MACSigner(secret));
        assertThat(tokens.verify(symmetric.serialize()))
                .as("signed with the public key")
                .isEqualTo(refused(ErrorCode.TOKEN_INVALID));
        assertThat(tokens.verify("x".repeat(10_000))).isEqualTo(refused(ErrorCode.TOKEN_INVALID));
        assertThat(tokens.verify("")).isEqualTo(refused(ErrorCode.TOKEN_INVALID));
    }

    @Test
    void tokensForOthersAreRefused() throws Exception {
        var claims = new JWTClaimsSet.Builder(
                        SignedJWT.parse(tokens.issue(VIEWER)).getJWTClaimsSet())
                .audience("elsewhere")
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(keys.signing().getKeyID())
                        .build(),
                claims);
        token.sign(new ECDSASigner(keys.signing()));
        assertThat(tokens.verify(token.serialize())).isEqualTo(refused(ErrorCode.TOKEN_INVALID));
    }

    @Test
    void theKeyFileIsForItsOwnerOnlyAndHoldsTheSameKey(@TempDir Path folder) throws IOException, ParseException {
        Path file = folder.resolve("data/token-key.json");
        TokenKeys made = KeyFile.readOrCreate(file);
        assertThat(KeyFile.readOrCreate(file).publicJson()).isEqualTo(made.publicJson());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(JWKSet.parse(Files.readString(file)).getKeys()).allMatch(key -> key.isPrivate());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void wrongKeysAreRefusedWithoutBeingQuoted() {
        String publicOnly = keys.signing().toPublicJWK().toJSONString();
        for (String wrong : new String[] {"", "secret", "{}", publicOnly, "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}"}) {
            assertThatThrownBy(() -> TokenKeys.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining("c2VjcmV0");
        }
    }

    private static AccessTokens.Verdict refused(ErrorCode code) {
        return new AccessTokens.Verdict.Refused(code);
    }
}
