package spate.chat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Issues tokens as api-service does, and serves the key set that they are verified with.
final class TokenIssuer implements AutoCloseable {

    private final AtomicInteger keysMade = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<ECKey> keys = new CopyOnWriteArrayList<>(List.of(newKey()));
    private final HttpServer server;
    private volatile boolean failing;

    TokenIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks.json", exchange -> {
            fetches.incrementAndGet();
            byte[] published = published().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(failing ? 500 : 200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        server.start();
    }

    private String published() {
        return new JWKSet(keys.stream().<JWK>map(ECKey::toPublicJWK).toList()).toString();
    }

    /// Signs with a new key from now on; the old ones are published too.
    void rotate() {
        keys.addFirst(newKey());
    }

    /// Publishes the key that signs, and no other.
    void forgetOldKeys() {
        keys.subList(1, keys.size()).clear();
    }

    void failing(boolean fails) {
        failing = fails;
    }

    /// How often the keys were asked for.
    int fetches() {
        return fetches.get();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
    }

    /// A good token for a viewer of this name, whose id is the name too.
    String token(String name) {
        return token(name, Duration.ofMinutes(15));
    }

    String token(String name, Duration life) {
        return sign(claims(name, life).build(), keys.getFirst());
    }

    /// A good token of a sign-in.
    String tokenOf(String name, String signIn) {
        return sign(claims(name, Duration.ofMinutes(15)).claim("sid", signIn).build(), keys.getFirst());
    }

    /// Names a key that nobody has.
    String ofUnknownKey(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).build(), newKey());
    }

    String ofAnotherIssuer(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).issuer("other").build(), keys.getFirst());
    }

    String forAnotherAudience(String name) {
        return sign(claims(name, Duration.ofMinutes(15)).audience("other").build(), keys.getFirst());
    }

    /// Signed with a key that is in nobody's set, under the id of the one that is.
    String forged(String name) {
        return sign(
                claims(name, Duration.ofMinutes(15)).build(),
                newKey(keys.getFirst().getKeyID()));
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

    private ECKey newKey() {
        return newKey("test-key-" + keysMade.incrementAndGet());
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
