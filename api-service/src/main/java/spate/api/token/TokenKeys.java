package spate.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of the access tokens: the first signs, every one verifies, so a retired key stays until its last
/// token has expired. Immutable.
final class TokenKeys {

    private final List<ECKey> keys;

    private TokenKeys(List<ECKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /// A new key, alone.
    static TokenKeys generate() {
        try {
            return new TokenKeys(List.of(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate()));
        } catch (JOSEException e) {
            throw new IllegalStateException("no ES256 key can be made", e);
        }
    }

    /// The keys in a JWK or a JWK set.
    ///
    /// @throws IllegalArgumentException where it is none, or a key is not P-256, or the first cannot sign
    static TokenKeys parse(String json) {
        try {
            List<JWK> given = json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
            List<ECKey> keys = new ArrayList<>();
            for (JWK key : given) {
                keys.add(checked(key));
            }
            if (keys.isEmpty() || !keys.getFirst().isPrivate()) {
                throw new IllegalArgumentException("the first token key must be a private key");
            }
            return new TokenKeys(keys);
        } catch (ParseException | JOSEException _) {
            // The cause may quote the key.
            throw new IllegalArgumentException("the token key is not a JWK or JWK set");
        }
    }

    private static ECKey checked(JWK key) throws JOSEException {
        if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve())) {
            throw new IllegalArgumentException("token keys must be EC keys of curve P-256");
        }
        return new ECKey.Builder(ec)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyID(ec.getKeyID() == null ? ec.computeThumbprint().toString() : ec.getKeyID())
                .build();
    }

    ECKey signing() {
        return keys.getFirst();
    }

    @Nullable
    ECKey verifying(@Nullable String keyId) {
        return keys.stream()
                .filter(key -> key.getKeyID().equals(keyId))
                .findFirst()
                .orElse(null);
    }

    /// The JWK set that everyone may read.
    String publicJson() {
        return new JWKSet(new ArrayList<JWK>(keys)).toString(true);
    }

    /// The JWK set with what signs: for the key file only.
    String secretJson() {
        return new JWKSet(new ArrayList<JWK>(keys)).toString(false);
    }
}
