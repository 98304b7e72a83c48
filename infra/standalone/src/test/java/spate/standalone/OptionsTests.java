package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTests {

    @Test
    void standardsHold() {
        Options options = parse(Map.of());

        assertThat(options.address()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.data()).isEqualTo(Path.of(".spate").toAbsolutePath());
        assertThat(options.kafkaPort()).isEqualTo(19_092);
        assertThat(options.mariaDbPort()).isEqualTo(13_306);
        assertThat(options.redisPort()).isEqualTo(16_379);
        assertThat(options.demoViewers()).isZero();
        assertThat(options.demoLines()).isNull();
    }

    @Test
    void commandLineWinsOverEnvironment() {
        Options options =
                parse(Map.of("SPATE_PORT", "9000", "SPATE_KAFKA_PORT", "9001"), "--port=9002", "--redis-port", "0");

        assertThat(options.port()).isEqualTo(9002);
        assertThat(options.kafkaPort()).isEqualTo(9001);
        assertThat(options.redisPort()).isZero();
    }

    @Test
    void demoIsASwitchOrANumber() {
        assertThat(parse(Map.of(), "--demo").demoViewers()).isEqualTo(12);
        assertThat(parse(Map.of(), "--demo", "--port=81").demoViewers()).isEqualTo(12);
        assertThat(parse(Map.of(), "--demo=30").demoViewers()).isEqualTo(30);
        assertThat(parse(Map.of("SPATE_DEMO", "off")).demoViewers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=0",
                "--port=65536",
                "--port=x",
                "--port",
                "--colour=red",
                "up",
                "--demo=201",
                "--demo-lines=/nowhere/at/all"
            })
    void whatCannotBeIsRefusedByName(String argument) {
        assertThatThrownBy(() -> parse(Map.of(), argument))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(argument.replaceFirst("=.*", ""));
    }

    private static Options parse(Map<String, String> environment, String... arguments) {
        return Options.parse(arguments, environment);
    }
}
