package spate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTests {

    @TempDir
    Path temp;

    @Test
    void leftoverThatWorksInTheFolderIsEnded() throws IOException {
        var folder = new ServerFolder(temp.resolve("server"));
        Process leftover = sleeperIn(folder.path());
        folder.claimFor(leftover);

        folder.endLeftover();

        assertThat(leftover.isAlive()).isFalse();
    }

    @Test
    void pausedLeftoverIsEndedToo() throws IOException {
        var folder = new ServerFolder(temp.resolve("server"));
        Process leftover = sleeperIn(folder.path());
        folder.claimFor(leftover);
        Signal.STOP.sendTo(leftover.toHandle());

        folder.endLeftover();

        assertThat(leftover.isAlive()).isFalse();
    }

    @Test
    void strangerThatGotTheNumberIsLeftAlone() throws IOException {
        var folder = new ServerFolder(temp.resolve("server"));
        Process stranger = sleeperIn(temp);
        try {
            folder.claimFor(stranger);

            folder.endLeftover();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
            assertThat(ServerFolder.isGone(stranger.toHandle(), Duration.ofSeconds(10)))
                    .isTrue();
        }
    }

    @Test
    void unreadableNumberNamesNobody() throws IOException {
        var folder = new ServerFolder(temp.resolve("server"));
        Files.writeString(folder.resolve("pid"), "12x");

        assertThat(folder.leftover()).isEmpty();
    }

    private static Process sleeperIn(Path folder) throws IOException {
        return new ProcessBuilder("sleep", "60").directory(folder.toFile()).start();
    }
}
