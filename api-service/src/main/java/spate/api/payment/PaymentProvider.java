package spate.api.payment;

import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/// Somebody who takes viewers' money for us. An adapter is small: it begins a checkout, and reads what the
/// provider tells. Thread-safe.
interface PaymentProvider {

    /// Its name in paths and tables: 1 to 20 of `a-z`, `0-9` and `-`, never changed.
    String name();

    /// Begins a checkout, outside of any transaction. Asked again for the same top-up it gives the same
    /// checkout: the top-up's id is what the provider is to know the request by.
    ///
    /// Comes with the address or path where the viewer pays, at most 500 ASCII characters.
    Mono<String> checkout(TopUp topUp);

    /// What a webhook says, once it is certain that the provider says it.
    ///
    /// @throws spate.api.web.ProblemException 401 `signature_invalid` where it is not signed by the provider,
    ///     400 `signature_expired` where it was signed too long ago or ahead of time, 400 `bad_frame` where
    ///     it cannot be read
    PaymentEvent read(HttpHeaders headers, byte[] body);
}
