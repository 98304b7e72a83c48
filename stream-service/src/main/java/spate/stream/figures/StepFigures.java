package spate.stream.figures;

import spate.rooms.figures.ViewerSketch;
import spate.stream.figures.StepCounts.Place;

/// What is known of one step of a room.
///
/// @param place the room and where the step begins
/// @param version as the row had it when it was read
record StepFigures(
        Place place,
        long messages,
        long reactions,
        long donations,
        long donated,
        long removed,
        long timeouts,
        long bans,
        long clears,
        long viewers,
        long peak,
        long joins,
        long leaves,
        ViewerSketch sketch,
        long version) {}
