package spate.load.flood;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import spate.load.check.EventIndex;
import spate.load.report.Tally;
import spate.load.session.Loops;
import spate.load.session.Target;
import spate.load.wire.FrameParser;
import spate.load.wire.FrameReader;

/// What belongs to one event loop of a crew: its tally, its memory of frames, its sessions. Confined to that
/// loop.
final class Part {

    final EventLoop loop;
    final Loops loops;
    final Target target;
    final FloodPlan plan;
    final long originNanos;
    final Tally tally = new Tally();
    final FrameParser parser;
    final FrameReader frames;
    final List<Viewer> viewers = new ArrayList<>();
    final List<Reader> readers = new ArrayList<>();
    private int tick;

    /// Whether sessions that end now were cut, as opposed to ended by this program.
    boolean isEnding;

    Part(EventLoop loop, Loops loops, Target target, FloodPlan plan, long originNanos, EventIndex index) {
        this.loop = loop;
        this.loops = loops;
        this.target = target;
        this.plan = plan;
        this.originNanos = originNanos;
        this.parser = new FrameParser(index, plan.run(), plan.untimed());
        this.frames = new FrameReader(parser);
    }

    /// Microseconds of the run until now.
    long nowMicros() {
        return (System.nanoTime() - originNanos) / 1000;
    }

    /// Runs on the loop after so long.
    @SuppressWarnings("FutureReturnValueIgnored") // The loop ends with the run, and its tasks with it.
    void later(Runnable action, long delay, TimeUnit unit) {
        loop.schedule(action, delay, unit);
    }

    /// Starts the heartbeats.
    @SuppressWarnings("FutureReturnValueIgnored") // They end with the loop.
    void beat() {
        loop.scheduleAtFixedRate(this::heartbeat, 1, 1, TimeUnit.SECONDS);
    }

    /// Once a second: one in so many sessions sends its heartbeat.
    private void heartbeat() {
        tick++;
        for (int i = 0; i < viewers.size(); i++) {
            viewers.get(i).heartbeat(tick + i);
        }
    }

    /// Closes all sessions; they do not come back.
    void end() {
        isEnding = true;
        viewers.forEach(Viewer::close);
        readers.forEach(Reader::close);
    }
}
