package spate.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import spate.protocol.ErrorCode;

/// Issues and verifies access tokens: JWT, ES256. Thread-safe.
public final class AccessTokens {

    static final String ISSUER = "spate";
    private static final int LENGTH_MAX = 4096;

    private final TokenKeys keys;
    private final Duration lifetime;
    private final Clock clock;

    AccessTokens(TokenKeys keys, Duration lifetime, Clock clock) {
        this.keys = keys;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /// How long a token that is issued now is valid.
    public Duration lifetime() {
        return lifetime;
    }

    /// A new token for a viewer.
    public String issue(SignedIn viewer) {
        Instant now = clock.instant();
        ECKey key = keys.signing();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject(viewer.id())
                .claim("handle", viewer.handle())
                .claim("name", viewer.name())
                .claim("color", viewer.color())
                .claim("sid", viewer.signIn())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }

    /// The viewer of a token, or why it does not count.
    Verdict verify(String token) {
        if (token.length() > LENGTH_MAX) {
            return new Verdict.Refused(ErrorCode.TOKEN_INVALID);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            ECKey key = JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    ? keys.verifying(jwt.getHeader().getKeyID())
                    : null;
            return key != null && jwt.verify(new ECDSAVerifier(key))
                    ? verdict(jwt.getJWTClaimsSet())
                    : new Verdict.Refused(ErrorCode.TOKEN_INVALID);
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return new Verdict.Refused(ErrorCode.TOKEN_INVALID);
        }
    }

    private Verdict verdict(JWTClaimsSet claims) throws ParseException {
        Date expires = claims.getExpirationTime();
        if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().contains(ISSUER) || expires == null) {
            return new Verdict.Refused(ErrorCode.TOKEN_INVALID);
        }
        if (!clock.instant().isBefore(expires.toInstant())) {
            return new Verdict.Refused(ErrorCode.TOKEN_EXPIRED);
        }
        return new Verdict.Accepted(new SignedIn(
                present(claims.getSubject()),
                present(claims.getStringClaim("handle")),
                present(claims.getStringClaim("name")),
                present(claims.getStringClaim("color")),
                present(claims.getStringClaim("sid"))));
    }

    private static String present(@Nullable String claim) throws ParseException {
        if (claim == null) {
            throw new ParseException("a claim is missing", 0);
        }
        return claim;
    }

    /// What came of verifying a token.
    sealed interface Verdict {

        record Accepted(SignedIn viewer) implements Verdict {}

        /// The code is `token_invalid` or `token_expired`.
        record Refused(ErrorCode code) implements Verdict {}
    }
}
