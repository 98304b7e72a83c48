package spate.load.flood;

import java.security.SecureRandom;
import spate.load.option.Options;

/// What one flood is to do.
///
/// @param room the room
/// @param run a word that marks this run's messages
/// @param viewers WebSocket viewers, guests
/// @param readers SSE readers
/// @param senders signed-in WebSocket senders, who also join
/// @param messages messages of each sender
/// @param rate messages a second of each sender; 0 for as fast as acknowledged
/// @param window unacknowledged posts of each sender where the rate is 0
/// @param connectRate sessions opened a second by each process; 0 for all at once
/// @param deflate whether permessage-deflate is offered
/// @param survive whether cut sessions come back and unacknowledged posts are sent again
/// @param retries how often a post refused for a while is sent again
/// @param untimed first messages of each sender that are counted and not timed: until then programs warm up
/// @param marked whether texts end in the run's marker
/// @param loops event loops of each process
/// @param processes processes for the viewers and readers; 0 for this one
/// @param history events of the past that each session asks for when it joins
/// @param stalled viewers that stop reading when the flood starts and go on after it
/// @param settleSeconds how long nothing may arrive before the wait for the last ones ends
public record FloodPlan(
        String room,
        String run,
        int viewers,
        int readers,
        int senders,
        int messages,
        double rate,
        int window,
        int connectRate,
        boolean deflate,
        boolean survive,
        int retries,
        int untimed,
        boolean marked,
        int loops,
        int processes,
        int history,
        int stalled,
        int settleSeconds) {

    /// Makes the flood's options known.
    static Options know(Options options) {
        return options.know("viewers", "500", "WebSocket viewers (guests)")
                .know("sse-readers", "20", "SSE readers")
                .know("senders", "100", "signed-in WebSocket senders, who also join")
                .know("messages", "25", "messages of each sender")
                .know("rate", "2", "messages a second of each sender, or max")
                .know("window", "16", "unacknowledged posts of each sender with --rate=max")
                .know("seconds", "0", "with a rate: send for so long, instead of --messages")
                .know("room", "", "room to use; a new one where not given")
                .know("existing-room", "false", "do not create the room")
                .know("lines", "", "texts: a file of lines, or the first column of a .csv")
                .know("plain", "false", "texts without marker; no time from send to viewer then")
                .know("connect-rate", "2000", "sessions opened a second by each process, 0 for all at once")
                .know("processes", "0", "processes for viewers and readers, 0 for this one")
                .know("loops", "2", "event loops of each process")
                .know("stalled", "0", "viewers of each process that do not read during the flood")
                .know("history", "0", "events of the past that each session asks for when it joins")
                .know("deflate", "false", "offer permessage-deflate")
                .know("survive", "false", "cut sessions come back; unacknowledged posts are sent again")
                .know("retries", "0", "times a post refused for a while is sent again; 1000 with --survive")
                .know("untimed", "0", "messages of each sender, the first ones, that are counted and not timed")
                .know("settle", "5", "seconds without an arrival that end the wait for the last ones")
                .know("no-history", "false", "do not compare with the stored history")
                .know("history-page", "200", "events a page of the history")
                .know("history-seconds", "60", "how long the archive may take to hold everything")
                .know("signup-concurrency", "4", "sign-ups at once")
                .know("max-silence", "0", "fail where a viewer waited for the next message for so many milliseconds")
                .know("max-p99", "0", "fail where p99 of the delivery is above so many milliseconds");
    }

    /// Reads the flood's options.
    static FloodPlan of(Options options) {
        String run = randomWord(4);
        double rate = options.text("rate").equals("max") ? 0 : Double.parseDouble(options.text("rate"));
        int seconds = options.number("seconds", 0);
        int messages = seconds > 0 && rate > 0 ? (int) Math.ceil(seconds * rate) : options.number("messages", 1);
        boolean survive = options.isOn("survive");
        return new FloodPlan(
                options.text("room").isEmpty() ? "load-" + run : options.text("room"),
                run,
                options.number("viewers", 0),
                options.number("sse-readers", 0),
                options.number("senders", 0),
                messages,
                rate,
                options.number("window", 1),
                options.number("connect-rate", 0),
                options.isOn("deflate"),
                survive,
                survive && !options.has("retries") ? 1000 : options.number("retries", 0),
                options.number("untimed", 0),
                !options.isOn("plain"),
                options.number("loops", 1),
                options.number("processes", 0),
                options.number("history", 0),
                options.number("stalled", 0),
                options.number("settle", 1));
    }

    /// The same plan for one crew.
    FloodPlan crew(String crewRun, int crewViewers, int crewReaders, int crewSenders) {
        return new FloodPlan(
                room,
                crewRun,
                crewViewers,
                crewReaders,
                crewSenders,
                messages,
                rate,
                window,
                connectRate,
                deflate,
                survive,
                retries,
                untimed,
                marked,
                loops,
                0,
                history,
                stalled,
                settleSeconds);
    }

    /// Letters and digits of no meaning.
    static String randomWord(int length) {
        var random = new SecureRandom();
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(Character.forDigit(random.nextInt(36), 36));
        }
        return word.toString();
    }
}
