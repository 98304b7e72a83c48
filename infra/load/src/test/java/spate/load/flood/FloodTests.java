package spate.load.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spate.load.fake.FakeChat;
import spate.load.fake.Fault;

/// The whole flood against a server that keeps, or breaks, its promises.
@Timeout(60)
class FloodTests {

    private record Outcome(int code, String output) {}

    private static Outcome flood(FakeChat chat, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "--url=" + chat.url(),
                "--viewers=8",
                "--sse-readers=2",
                "--senders=4",
                "--messages=10",
                "--rate=40",
                "--settle=1",
                "--history-seconds=0",
                "--history-page=7"));
        arguments.addAll(List.of(more));
        var bytes = new ByteArrayOutputStream();
        int code = Flood.run(arguments, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return new Outcome(code, bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void keptPromisesPass() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = flood(chat);
            assertThat(outcome.output())
                    .contains("every promise kept")
                    .containsPattern("viewers +sessions 8  deliveries 320  expected 320  lost 0")
                    .containsPattern("readers +sessions 2  deliveries 80")
                    .containsPattern("senders +sessions 4  deliveries 160")
                    .containsPattern("delivery from schedule +count 560");
            assertThat(outcome.code()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOSE, 'lost 1 '",
        "DOUBLE, 'doubled 1 '",
        "REORDER, 'reordered 1 '",
        "BREAK_CHAIN, 'breaks 1 '",
        "FOREIGN, 'foreign 1 '",
        "LOSE_SSE, 'lost 1 '",
        "UNSTORED, 'ackedMissing 1 '",
        "STORED_TWICE, 'storedAgain 1 '",
        "ACK_ONLY, 'ackedMissing 1 '",
        "SAME_AGAIN, 'sameAgain 1'",
        "TELL_MISSED, 'missedFrames 1 '",
    })
    void brokenPromiseIsFound(Fault fault, String shown) throws IOException {
        try (var chat = new FakeChat(fault)) {
            var outcome = flood(chat);
            assertThat(outcome.output()).contains("BROKEN").contains(shown);
            assertThat(outcome.code()).isEqualTo(1);
        }
    }

    /// Frames of several reads, which the first viewer puts together and the others compare with what it read.
    @ParameterizedTest
    @CsvSource({"LOSE_SSE, 'lost 1 '", "REORDER, 'reordered 1 '", "BREAK_CHAIN, 'breaks 1 '"})
    void brokenPromiseIsFoundInLargeFrames(Fault fault, String shown, @TempDir Path folder) throws IOException {
        Path lines = Files.writeString(folder.resolve("lines.txt"), "0123456789".repeat(12_000) + '\n');
        try (var chat = new FakeChat(fault)) {
            var outcome = flood(chat, "--lines=" + lines);
            assertThat(outcome.output())
                    .contains("BROKEN")
                    .contains(shown)
                    .containsPattern("senders +sessions 4  deliveries 160  expected 160  lost 0");
            assertThat(outcome.code()).isEqualTo(1);
        }
    }

    @Test
    void asFastAsAcknowledgedSendsEverything() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = flood(chat, "--rate=max", "--messages=500", "--window=8", "--history-page=200");
            assertThat(outcome.output()).containsPattern("viewers +sessions 8  deliveries 16,000  expected 16,000");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void refusedPostIsCountedAndNotExpected() throws IOException {
        try (var chat = new FakeChat(Fault.REFUSE)) {
            var outcome = flood(chat);
            assertThat(outcome.output()).contains("error rate_limited 4").contains("acked 36  refused 4");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void refusedPostIsSentAgainWhereAsked() throws IOException {
        try (var chat = new FakeChat(Fault.REFUSE)) {
            var outcome = flood(chat, "--retries=3");
            assertThat(outcome.output()).contains("acked 40  refused 0");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void cutSessionsComeBackWithoutAGap() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = whileCut(chat);
            assertThat(outcome.output())
                    .contains("every promise kept")
                    .contains("recovered 14  notRecovered 0")
                    .containsPattern("viewers +sessions 8  deliveries 1,600  expected 1,600  lost 0  doubled 0");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void cutSessionsThatAreToldOfAGapCountIt() throws IOException {
        try (var chat = new FakeChat(Fault.FORGET)) {
            var outcome = whileCut(chat);
            assertThat(outcome.output())
                    .contains("notRecovered 12")
                    .doesNotContain("toldMissed 0  overflowed 0  orders 1 ");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void sessionsOfAServerThatDrainsGoOnInOthersWithoutACut() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = meanwhile(chat, () -> chat.drainAll(5));
            assertThat(outcome.output())
                    .contains("every promise kept")
                    .contains("joined 14  cut 0  drained 12")
                    .contains("tries 17  recovered 12")
                    .contains("session followed 12")
                    .containsPattern("viewers +sessions 8  deliveries 1,600  expected 1,600  lost 0  doubled 0");
            assertThat(outcome.code()).isZero();
        }
    }

    private static Outcome whileCut(FakeChat chat) throws IOException {
        return meanwhile(chat, chat::cutAll);
    }

    private static Outcome meanwhile(FakeChat chat, Runnable action) throws IOException {
        var cut = CompletableFuture.runAsync(() -> {
            long until = System.nanoTime() + 20_000_000_000L;
            while (chat.stored() < 60 && System.nanoTime() < until) {
                LockSupport.parkNanos(5_000_000);
            }
            action.run();
        });
        var outcome = flood(chat, "--survive", "--messages=50", "--rate=20", "--settle=3");
        cut.orTimeout(20, TimeUnit.SECONDS).join();
        return outcome;
    }

    @Test
    void viewersInOtherProcessesAreHeldAgainstTheSameTruth(@TempDir Path folder) throws IOException {
        try (var chat = new FakeChat(Fault.LOSE)) {
            var json = folder.resolve("figures.json");
            var plot = folder.resolve("figures.svg");
            var outcome = flood(chat, "--processes=2", "--json=" + json, "--plot=" + plot);
            assertThat(outcome.output())
                    .containsPattern("viewers +sessions 8  deliveries 319  expected 320  lost 1 ")
                    .containsPattern("readers +sessions 2  deliveries 80  expected 80  lost 0");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(Files.readString(json)).contains("\"viewers\":{\"sessions\":8");
            assertThat(Files.readString(plot)).startsWith("<svg").contains("polyline");
        }
    }

    @Test
    void withoutHistoryTheSessionsAreComparedWithEachOther() throws IOException {
        try (var chat = new FakeChat(Fault.LOSE)) {
            var outcome = flood(chat, "--no-history");
            assertThat(outcome.output()).containsPattern("viewers .*lost 1 ");
            assertThat(outcome.code()).isEqualTo(1);
        }
    }

    @Test
    void messagesOfTheWarmUpAreCountedAndNotTimed() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = flood(chat, "--untimed=4");
            assertThat(outcome.output())
                    .containsPattern("viewers +sessions 8  deliveries 320  expected 320  lost 0")
                    .containsPattern("delivery from schedule +count 336 ")
                    .containsPattern("posted from schedule +count 24 ");
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void compressedFramesCountTheSame() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = flood(chat, "--deflate", "--rate=max", "--messages=500", "--history-page=200");
            var bytes = Pattern.compile("bytes/delivery +wire ([0-9.]+) +text ([0-9.]+)")
                    .matcher(outcome.output());
            assertThat(bytes.find()).isTrue();
            double ratio = Double.parseDouble(bytes.group(1)) / Double.parseDouble(bytes.group(2));
            assertThat(ratio).isLessThan(0.7);
            assertThat(outcome.code()).isZero();
        }
    }

    @Test
    void unansweredServerIsAnError() throws IOException {
        try (var chat = new FakeChat()) {
            var outcome = flood(chat, "--ws=http://127.0.0.1:1", "--messages=1", "--rate=max");
            assertThat(outcome.output()).contains("connect: refused");
            assertThat(outcome.code()).isEqualTo(1);
        }
    }
}
