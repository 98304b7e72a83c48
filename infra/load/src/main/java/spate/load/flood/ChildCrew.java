package spate.load.flood;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import spate.load.report.Tally;

/// Viewers and readers in a process of their own.
final class ChildCrew implements Crew {

    private final Process process;
    private final DataInputStream answers;

    /// @param addresses the address options of this run
    ChildCrew(FloodPlan plan, List<String> addresses, int firstNumber, long originNanos) throws IOException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "spate.load.LoadProgram",
                "crew",
                "--room=" + plan.room(),
                "--run=" + plan.run(),
                "--viewers=" + plan.viewers(),
                "--sse-readers=" + plan.readers(),
                "--connect-rate=" + plan.connectRate(),
                "--deflate=" + plan.deflate(),
                "--survive=" + plan.survive(),
                "--loops=" + plan.loops(),
                "--stalled=" + plan.stalled(),
                "--untimed=" + plan.untimed(),
                "--history=" + plan.history(),
                "--first=" + firstNumber,
                "--origin=" + originNanos));
        command.addAll(addresses);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new DataInputStream(process.getInputStream());
    }

    @Override
    public void open() {
        ask("open");
    }

    @Override
    public Tally tally() {
        return read("tally");
    }

    @Override
    public Tally counts() {
        return read("counts");
    }

    private Tally read(String word) {
        try {
            return Tally.read(ask(word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stall(boolean stalled) {
        ask(stalled ? "stall" : "unstall");
    }

    @Override
    public CrewResult finish() {
        try {
            return CrewResult.read(ask("finish"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Long> processes() {
        return List.of(process.pid());
    }

    /// One word, one block in answer.
    private DataInputStream ask(String word) {
        try {
            var out = process.getOutputStream();
            out.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var block = new byte[answers.readInt()];
            answers.readFully(block);
            return new DataInputStream(new ByteArrayInputStream(block));
        } catch (IOException e) {
            throw new UncheckedIOException("a viewer process ended early", e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
