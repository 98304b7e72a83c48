package spate.api.account;

import java.text.Normalizer;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import spate.api.web.Problem;

/// Hashes and checks passwords with Argon2id on threads of its own. Thread-safe. When more wait than the queue
/// takes, it fails with a 503 problem.
public final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final PasswordEncoder encoder;
    private final Scheduler threads;
    private final String nobody;

    Passwords(AccountProperties.Hashing cost, Scheduler threads) {
        this.encoder = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, cost.memoryKib(), cost.iterations());
        this.threads = threads;
        this.nobody = encode("nobody's password");
    }

    /// The hash of a new password.
    public Mono<String> hash(String password) {
        return onOwnThread(() -> encode(password));
    }

    /// Whether the password is the one of the hash; without a hash false, after the same time.
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        return onOwnThread(() -> {
            boolean same = encoder.matches(normalized(password), hash == null ? nobody : hash);
            return same && hash != null;
        });
    }

    private <T> Mono<T> onOwnThread(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(threads)
                .onErrorMap(
                        RejectedExecutionException.class,
                        _ -> Problem.unavailable("too many passwords are being checked now")
                                .toException());
    }

    private String encode(String password) {
        String hash = encoder.encode(normalized(password));
        if (hash == null) {
            throw new IllegalStateException("no hash for a password");
        }
        return hash;
    }

    /// Keyboards differ in how they compose the same character.
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
