package spate.faults.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import spate.faults.proxy.Direction;
import spate.faults.world.Server;
import spate.faults.world.Slot;
import spate.faults.world.Stretch;

/// What one seed means: who takes part and what happens when. The same seed is the same scenario, for ever.
///
/// @param seed the seed
/// @param rooms number of rooms
/// @param viewers number of viewers over WebSocket
/// @param readers number of readers over SSE
/// @param steps what happens, in its order
record Scenario(long seed, int rooms, int viewers, int readers, List<Step> steps) {

    static final int CHATS = 3;
    static final int STREAMS = 2;
    static final int VIEWERS_MAX = 5;

    private static final int MILLIS = 3_000;
    private static final List<Server> SERVERS = List.of(Server.values());
    private static final List<Stretch> STRETCHES = List.of(Stretch.values());

    static Scenario of(long seed) {
        return new Draw(seed).scenario();
    }

    /// Draws a scenario.
    private static final class Draw {
        private final long seed;
        private final Random random;
        private final int rooms;
        private final int viewers;
        private final int readers;
        private final List<Step> steps = new ArrayList<>();
        private final Set<Object> broken = new HashSet<>();

        Draw(long seed) {
            this.seed = seed;
            // Neighbouring seeds give similar first draws; scrambled, they do not.
            this.random = new Random(seed * 0x9e3779b97f4a7c15L);
            this.rooms = 1 + random.nextInt(2);
            this.viewers = 3 + random.nextInt(VIEWERS_MAX - 2);
            this.readers = 1 + random.nextInt(2);
        }

        Scenario scenario() {
            for (int viewer = 0; viewer < viewers; viewer++) {
                add(random.nextInt(200), new Step.Visit(viewer, chat(), random.nextInt(60)));
            }
            for (int reader = 0; reader < readers; reader++) {
                add(random.nextInt(400), new Step.Follow(reader, random.nextInt(STREAMS)));
            }
            int count = 30 + random.nextInt(30);
            for (int n = 0; n < count; n++) {
                something(200 + random.nextInt(MILLIS - 200));
            }
            moderate();
            fallBehind();
            int faults = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
            for (int n = 0; n < faults; n++) {
                fault(300 + random.nextInt(MILLIS - 800));
            }
            Collections.sort(steps);
            return new Scenario(seed, rooms, viewers, readers, List.copyOf(steps));
        }

        private void something(int at) {
            int viewer = random.nextInt(viewers);
            int room = random.nextInt(rooms);
            switch (random.nextInt(40)) {
                case 0, 1, 2, 3 -> add(at, new Step.Refresh(viewer, chat(), 0, random.nextInt(4) == 0));
                case 4, 5 -> add(at, new Step.Refresh(viewer, chat(), 1 + random.nextInt(30), false));
                case 6 -> add(at, new Step.Visit(viewer, chat(), random.nextInt(201)));
                case 7, 8 -> add(at, new Step.Drop(viewer));
                case 9, 10 -> {
                    add(at, new Step.Leave(viewer, room));
                    add(at + random.nextInt(500), new Step.Join(viewer, room));
                }
                case 11, 12 -> {
                    add(at, new Step.StopReading(viewer));
                    add(at + 200 + random.nextInt(1_500), new Step.GoOnReading(viewer));
                }
                case 13, 14, 15 -> add(at, new Step.Repeat(viewer, random.nextInt(100)));
                case 16, 17, 18 -> add(at, new Step.Follow(random.nextInt(readers), random.nextInt(STREAMS)));
                case 19 -> add(at, new Step.Unfollow(random.nextInt(readers)));
                case 20, 21, 22 -> add(at, new Step.Append(room, 1 + random.nextInt(400), 20 + random.nextInt(900)));
                case 23, 24 -> add(at, new Step.AppendAgain(room, random.nextInt(100)));
                case 25, 26 -> add(at, new Step.Poison(room, random.nextInt(4)));
                default -> add(at, new Step.Post(viewer, room, 1 + random.nextInt(8), 1 + random.nextInt(300)));
            }
        }

        /// Draws from a sequence of its own. Around a decision about a viewer that viewer writes, over any
        /// replica: what matters is what is under way.
        private void moderate() {
            var own = new Random(~seed * 0x9e3779b97f4a7c15L);
            boolean somebodyStaysOut = own.nextInt(3) == 0;
            if (somebodyStaysOut) {
                decide(own, 1_500 + own.nextInt(MILLIS - 1_500), new Step.Ban(0, viewers - 1, true));
            }
            int others = viewers - (somebodyStaysOut ? 2 : 1);
            for (int n = own.nextInt(8); n > 0; n--) {
                int at = 400 + own.nextInt(MILLIS - 400);
                int room = own.nextInt(rooms);
                int viewer = 1 + own.nextInt(others);
                switch (own.nextInt(8)) {
                    case 0, 1 -> {
                        decide(own, at, new Step.Ban(room, viewer, false));
                        add(at + 100 + own.nextInt(1_000), new Step.Lift(room, viewer));
                    }
                    case 2 -> decide(own, at, new Step.TimeOut(room, viewer));
                    case 3 -> decide(own, at, new Step.Clear(room, viewer));
                    case 4 -> add(at, new Step.Pin(room, own.nextInt(100)));
                    default -> add(at, new Step.Remove(room, own.nextInt(100)));
                }
            }
        }

        /// Now and then the archive is away for most of the scenario, or one replica of chat-service hears of
        /// the log late, and viewers come back meanwhile: draws from a sequence of its own.
        private void fallBehind() {
            var own = new Random(seed * 0x9e3779b97f4a7c15L + 1);
            switch (own.nextInt(6)) {
                case 0 -> {
                    for (int stream = 0; stream < STREAMS; stream++) {
                        once(
                                Slot.Name.stream(stream),
                                300,
                                new Step.Cut(Slot.Name.stream(stream), Stretch.MYSQL, MILLIS));
                    }
                    for (int n = 0; n < 4; n++) {
                        add(500 + n * 400, new Step.Append(0, 300, 600));
                        add(
                                800 + n * 500,
                                new Step.Refresh(own.nextInt(viewers), own.nextInt(CHATS), 5 + own.nextInt(30), false));
                    }
                }
                case 1 -> {
                    Slot.Name late = Slot.Name.chat(own.nextInt(CHATS));
                    once(late, 300, new Step.Delay(late, Stretch.KAFKA, 100 + own.nextInt(400), MILLIS - 500));
                    for (int n = 0; n < 6; n++) {
                        int viewer = own.nextInt(viewers);
                        add(600 + n * 350, new Step.Post(viewer, own.nextInt(rooms), 1 + own.nextInt(4), 50));
                        add(650 + n * 350, new Step.Refresh(viewer, late.number(), 0, false));
                    }
                }
                default -> {}
            }
        }

        private void decide(Random own, int at, Step.Decision decision) {
            add(at, decision);
            int viewer = switch (decision) {
                case Step.Ban ban -> ban.viewer();
                case Step.TimeOut timeOut -> timeOut.viewer();
                case Step.Clear clear -> clear.viewer();
                default -> 0;
            };
            for (int n = 0; n < 4; n++) {
                int letters = 1 + own.nextInt(100);
                add(at - 50 + n * 40, new Step.Post(viewer, decision.room(), 1 + own.nextInt(8), letters));
            }
            add(
                    at + own.nextInt(600),
                    new Step.Refresh(own.nextInt(viewers), own.nextInt(CHATS), own.nextInt(30), false));
        }

        private void fault(int at) {
            int millis = 200 + random.nextInt(1_800);
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> {
                    Slot.Name replica = replica();
                    once(replica, at, new Step.Crash(replica, millis / 2));
                }
                case 3, 4 -> {
                    Slot.Name replica = replica();
                    once(replica, at, new Step.Drain(replica, 0));
                }
                case 5, 6, 7 -> {
                    Server server = SERVERS.get(random.nextInt(SERVERS.size()));
                    // Longer than the services wait for Kafka.
                    once(server, at, new Step.Pause(server, server == Server.KAFKA ? millis * 2 : millis));
                }
                case 8, 9 -> once(Server.REDIS, at, new Step.Kill(Server.REDIS, millis));
                case 10 -> once(Server.MYSQL, at, new Step.Kill(Server.MYSQL, millis / 4));
                case 11 -> once(Server.KAFKA, at, new Step.Kill(Server.KAFKA, millis / 4));
                case 12 -> once(Server.REDIS, at, new Step.Flush(0));
                default -> stretch(at, millis);
            }
        }

        private void stretch(int at, int millis) {
            Slot.Name replica = replica();
            Stretch stretch = STRETCHES.get(random.nextInt(STRETCHES.size()));
            Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
            once(
                    replica,
                    at,
                    switch (random.nextInt(5)) {
                        case 0 -> new Step.Cut(replica, stretch, millis);
                        case 1 -> new Step.Reset(replica, stretch, 0);
                        case 2 -> new Step.Delay(replica, stretch, 5 + random.nextInt(145), millis);
                        default ->
                            new Step.Hold(replica, stretch, direction, stretch == Stretch.KAFKA ? millis * 2 : millis);
                    });
        }

        /// No part breaks twice in a scenario: which of the two faults it would have then were up to chance.
        private void once(Object part, int at, Step.Fault fault) {
            if (broken.add(part)) {
                add(at, fault);
            }
        }

        private Slot.Name replica() {
            int number = random.nextInt(CHATS + STREAMS);
            return number < CHATS ? Slot.Name.chat(number) : Slot.Name.stream(number - CHATS);
        }

        private int chat() {
            return random.nextInt(CHATS);
        }

        private void add(int at, Step.What what) {
            steps.add(new Step(at, what));
        }
    }
}
