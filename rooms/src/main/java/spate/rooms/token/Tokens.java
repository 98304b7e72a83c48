package spate.rooms.token;

import reactor.core.publisher.Mono;

/// Verifies access tokens. Thread-safe.
public interface Tokens {

    /// What the token says, once its signature, issuer, audience and time were checked. Never fails.
    Mono<Verified> verify(String token);

    /// Whether a sign-in was ended since its token was verified. Costs a look at memory.
    boolean isRevoked(String signIn);
}
