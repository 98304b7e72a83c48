package spate.api.money;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Money.
///
/// @param currency three letters of ISO 4217; all amounts are whole units of it, so choose one without
///     smaller units in use, or count in the smallest. Balances of another currency stay apart and are not
///     shown
/// @param perSecond sustained top-ups and donations of one viewer at one replica, 1 to 1000; more are refused
///     with 429
/// @param burst those of one viewer at once, 1 to 10000
/// @param viewersMax viewers whose rate is remembered; the one who was silent for longest is forgotten first
/// @param atOnce transfers of one replica at the same time, 1 to 1000; others wait. Keep it below the
///     connections to the database: those who wait for a locked wallet keep theirs
/// @param waitingMax transfers that wait, 1 to 100000; more are refused with 503
@ConfigurationProperties("spate.api.money")
public record MoneyProperties(
        @DefaultValue("KRW") String currency,
        @DefaultValue("10") int perSecond,
        @DefaultValue("100") int burst,
        @DefaultValue("100000") int viewersMax,
        @DefaultValue("8") int atOnce,
        @DefaultValue("1000") int waitingMax) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    public MoneyProperties {
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("spate.api.money.currency must be three upper case letters");
        }
        if (perSecond < 1 || perSecond > 1000 || burst < 1 || burst > 10_000 || viewersMax < 1) {
            throw new IllegalArgumentException("spate.api.money.per-second must be 1 to 1000,"
                    + " spate.api.money.burst 1 to 10000, spate.api.money.viewers-max above 0");
        }
        if (atOnce < 1 || atOnce > 1000 || waitingMax < 1 || waitingMax > 100_000) {
            throw new IllegalArgumentException(
                    "spate.api.money.at-once must be 1 to 1000," + " spate.api.money.waiting-max 1 to 100000");
        }
    }
}
