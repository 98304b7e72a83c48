package spate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against the regular expressions that say the same.
class AsciiFormTests {

    private static final String NEAR = "azAZ09_-QgwBb.~/:@[`{ \u0000\u007f\u0080\u00e9\uac00\ud83d";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aFormIsWhatItsExpressionSays(long seed) {
        var random = new Random(seed);
        var form = new AsciiForm(2, 5, "az", "09", "_", "-");
        var expression = Pattern.compile("[a-z0-9_-]{2,5}");
        int matched = 0;
        for (int n = 0; n < 20_000; n++) {
            String text = text(random, random.nextInt(8));
            assertThat(form.matches(text))
                    .as(text)
                    .isEqualTo(expression.matcher(text).matches());
            assertThat(form.matches("x." + text, 2)).as(text).isEqualTo(form.matches(text));
            matched += form.matches(text) ? 1 : 0;
        }
        assertThat(matched).isBetween(100, 15_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void idsAreWhatTheirExpressionsSay(long seed) {
        var random = new Random(seed);
        var event = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
        var room = Pattern.compile("[a-z0-9-]{3,40}");
        var direct = Pattern.compile("dm-[a-z2-7]{26}");
        for (int n = 0; n < 20_000; n++) {
            String id = changed(random, EventId.random().value());
            assertThat(EventId.parse(id).isPresent())
                    .as(id)
                    .isEqualTo(event.matcher(id).matches());
            String name = changed(random, RoomId.randomDirect().value());
            assertThat(RoomId.parse(name).isPresent())
                    .as(name)
                    .isEqualTo(room.matcher(name).matches());
            assertThat(RoomId.parse(name).map(RoomId::isDirect).orElse(false))
                    .as(name)
                    .isEqualTo(direct.matcher(name).matches());
        }
    }

    /// With one character put in, left out or changed, or none.
    private static String changed(Random random, String text) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> text;
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + text(random, 1) + text.substring(at);
            default -> text.substring(0, at) + text(random, 1) + text.substring(at + 1);
        };
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int n = 0; n < length; n++) {
            text.append(NEAR.charAt(random.nextInt(NEAR.length())));
        }
        return text.toString();
    }
}
