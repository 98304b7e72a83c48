/// The figures of rooms, kept by rollups: nobody ever scans messages for them.
///
/// The archive counts events into steps of 10 s in the transaction that stores them ([FigureRows], [StepCounts]); what
/// presence tells in Redis is taken to the same rows ([PresenceCopy]); coarser steps are folded from finer ones
/// ([StepFold], [FoldRows]); what is old goes ([FigureSweep]). The last three run in rounds ([FigureRounds]), on
/// whichever replica comes first, and doing them twice changes nothing.
@NullMarked
package spate.stream.figures;

import org.jspecify.annotations.NullMarked;
