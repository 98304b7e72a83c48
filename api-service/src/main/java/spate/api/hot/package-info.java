/// Rooms whose history is fetched more often than the database should be asked.
@NullMarked
package spate.api.hot;

import org.jspecify.annotations.NullMarked;
