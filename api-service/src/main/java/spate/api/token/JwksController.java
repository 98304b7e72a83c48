package spate.api.token;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Publishes the keys that verify access tokens.
@RestController
@Tag(name = "tokens")
final class JwksController {

    private final String keys;

    JwksController(TokenKeys keys) {
        this.keys = keys.publicJson();
    }

    @Operation(summary = "The public keys of the access tokens, as a JWK set")
    @GetMapping(
            path = {"/.well-known/jwks.json", "/api/.well-known/jwks.json"},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(keys);
    }
}
