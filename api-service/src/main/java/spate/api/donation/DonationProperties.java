package spate.api.donation;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Donations.
///
/// @param min least donation in whole units of the currency, at least 1
/// @param max largest donation, at most a thousand million
/// @param tiers amounts from which on a donation is of tier 1, 2 and so on, ascending, at most 20; below the
///     first it is of tier 0
@ConfigurationProperties("spate.api.donation")
public record DonationProperties(
        @DefaultValue("1") long min,
        @DefaultValue("1000000") long max,

        @DefaultValue({"1000", "5000", "10000", "50000", "100000", "500000"})
        List<Long> tiers) {

    private static final long AMOUNT_MAX = 1_000_000_000;
    private static final int TIERS_MAX = 20;

    public DonationProperties {
        if (min < 1 || max < min || max > AMOUNT_MAX) {
            throw new IllegalArgumentException("spate.api.donation.min must be at least 1,"
                    + " spate.api.donation.max not below it and at most " + AMOUNT_MAX);
        }
        tiers = List.copyOf(tiers);
        if (tiers.size() > TIERS_MAX || !isAscending(tiers)) {
            throw new IllegalArgumentException(
                    "spate.api.donation.tiers must be at most " + TIERS_MAX + " ascending amounts above 0");
        }
    }

    private static boolean isAscending(List<Long> amounts) {
        long last = 0;
        for (long amount : amounts) {
            if (amount <= last) {
                return false;
            }
            last = amount;
        }
        return true;
    }

    /// The tier of an amount.
    int tierOf(long amount) {
        return (int) tiers.stream().filter(from -> from <= amount).count();
    }
}
