/// Figures: tallies, the server's processes, terminal table, JSON and plot.
@NullMarked
package spate.load.report;

import org.jspecify.annotations.NullMarked;
