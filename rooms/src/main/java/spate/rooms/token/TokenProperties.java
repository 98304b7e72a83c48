package spate.rooms.token;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the keys are that tokens are verified with; prefix `spate.token`.
///
/// @param jwks address of api-service's key set
@ConfigurationProperties("spate.token")
public record TokenProperties(
        @DefaultValue("http://127.0.0.1:8083/.well-known/jwks.json")
        URI jwks) {

    public TokenProperties {
        if (!"http".equals(jwks.getScheme()) && !"https".equals(jwks.getScheme())) {
            throw new IllegalArgumentException("spate.token.jwks must be an http or https address");
        }
    }
}
