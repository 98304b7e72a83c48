package spate.load.flood;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import spate.load.check.EventIndex;
import spate.load.check.Sequence;
import spate.load.report.Tally;

/// What the sessions of one process received.
///
/// @param events the events they saw, numbered
/// @param groups for each group of sessions its different sequences, and how many sessions have each
/// @param tally counts and timings
record CrewResult(EventIndex events, Map<String, Map<Sequence, Integer>> groups, Tally tally) {

    /// Takes over everything of another process, renumbered.
    void add(CrewResult other) {
        var numbers = new int[other.events.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = events.intern(
                    other.events.hi(i),
                    other.events.lo(i),
                    other.events.flags(i),
                    other.events.sender(i),
                    other.events.number(i));
        }
        other.groups.forEach((name, sequences) ->
                sequences.forEach((sequence, times) -> put(groups, name, sequence.renumbered(numbers), times)));
        tally.add(other.tally);
    }

    /// Adds sessions with the same sequence to a group.
    static void put(Map<String, Map<Sequence, Integer>> groups, String name, Sequence sequence, int times) {
        groups.computeIfAbsent(name, _ -> new HashMap<>()).merge(sequence, times, Integer::sum);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(events.size());
        for (int i = 0; i < events.size(); i++) {
            out.writeLong(events.hi(i));
            out.writeLong(events.lo(i));
            out.writeByte(events.flags(i));
            out.writeInt(events.sender(i));
            out.writeInt(events.number(i));
        }
        out.writeInt(groups.size());
        for (var group : groups.entrySet()) {
            out.writeUTF(group.getKey());
            out.writeInt(group.getValue().size());
            for (var entry : group.getValue().entrySet()) {
                entry.getKey().write(out);
                out.writeInt(entry.getValue());
            }
        }
        tally.write(out);
    }

    static CrewResult read(DataInput in) throws IOException {
        var events = new EventIndex();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            events.intern(in.readLong(), in.readLong(), in.readByte(), in.readInt(), in.readInt());
        }
        var groups = new TreeMap<String, Map<Sequence, Integer>>();
        int names = in.readInt();
        for (int i = 0; i < names; i++) {
            String name = in.readUTF();
            int sequences = in.readInt();
            for (int j = 0; j < sequences; j++) {
                put(groups, name, Sequence.read(in), in.readInt());
            }
        }
        return new CrewResult(events, groups, Tally.read(in));
    }
}
