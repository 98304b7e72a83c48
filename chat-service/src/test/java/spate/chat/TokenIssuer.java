package spate.chat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Issues tokens as api-service does, and serves the key set that they are verified with.
final class TokenIssuer implements AutoCloseable {

    private final ECKey key = newKey();
    private final HttpServer server;

    TokenIssuer() {
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks.json", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
    }

    /// A good token for a viewer of this name, whose id is the name too.
    String token(String name) {
        return token(name, Duration.ofMinutes(15));
    }

    String token(String name, Duration life) {
        return sign(claims(name, life).build(), key);
    }

    String ofAnotherIssuer(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).issuer("other").build(), key);
    }

    String forAnotherAudience(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).audience("other").build(), key);
    }

    /// Signed with a key that is in nobody's set, under the id of the one that is.
    String forged(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).build(), newKey());
    }

    private static JWTClaimsSet.Builder claims(String name, Duration life) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .subject(name)
                .claim("name", name)
                .claim("handle", name)
                .claim("color", "#336699")
                .claim("sid", "sign-in")
                .issuer("spate")
                .audience("spate")
                .issueTime(Date.from(now.minusSeconds(60)))
                .expirationTime(Date.from(now.plus(life)));
    }

    private static String sign(JWTClaimsSet claims, ECKey with) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(with.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(with));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test-key").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
