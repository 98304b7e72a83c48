package spate.api.money;

import org.jspecify.annotations.Nullable;
import spate.api.web.Problem;
import spate.protocol.RoomId;

/// Money that goes from one wallet to another: two entries whose sum is zero. Plain decisions.
///
/// @param kind what for
/// @param cause id of the top-up or donation; each may cause one move of a kind
/// @param from holder whose wallet gives
/// @param to holder whose wallet gets
/// @param amount whole units, at least 1
/// @param room the room of the donation
public record Move(
        Kind kind,
        String cause,
        String from,
        String to,
        long amount,
        @Nullable RoomId room) {

    private static final String PROVIDER = "provider:";

    /// What moves are made for, and the words for their two entries.
    public enum Kind {
        /// From a payment provider to a viewer.
        TOPUP("charge", "topup"),
        /// From a viewer to the owner of a room.
        DONATION("donation", "received"),
        /// Back from the owner to the viewer.
        REFUND("returned", "refund");

        private final String given;
        private final String gotten;

        Kind(String given, String gotten) {
            this.given = given;
            this.gotten = gotten;
        }

        /// The word for the entry of whose wallet gives.
        String given() {
            return given;
        }

        /// The word for the entry of whose wallet gets.
        String gotten() {
            return gotten;
        }
    }

    public Move {
        if (amount < 1 || from.equals(to)) {
            throw new IllegalArgumentException("a move has an amount and two wallets");
        }
    }

    /// The holder that stands for a payment provider.
    public static String provider(String name) {
        return PROVIDER + name;
    }

    /// What is left in the giving wallet.
    ///
    /// @throws spate.api.web.ProblemException 409 `balance_too_low` where a viewer has not enough
    long left(long balance) {
        if (balance < amount && !from.startsWith(PROVIDER)) {
            throw Problem.of(409, "balance_too_low", "the wallet has " + balance + ", and " + amount + " are needed")
                    .toException();
        }
        return Math.subtractExact(balance, amount);
    }

    /// What is in the getting wallet afterwards.
    long sum(long balance) {
        return Math.addExact(balance, amount);
    }
}
