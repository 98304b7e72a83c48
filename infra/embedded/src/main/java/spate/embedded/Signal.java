package spate.embedded;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The signals that [ProcessHandle] cannot send. The shell sends them: its own `kill` is everywhere.
enum Signal {
    STOP,
    CONT;

    void sendTo(ProcessHandle process) {
        try {
            var kill = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", name(), Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new EmbeddedServerException("Could not send SIG" + this + " to process " + process.pid());
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Could not send SIG" + this + " to process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while sending SIG" + this, e);
        }
    }
}
