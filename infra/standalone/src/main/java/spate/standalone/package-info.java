/// Spate by one command: embedded servers, the three services and the page in one process.
@NullMarked
package spate.standalone;

import org.jspecify.annotations.NullMarked;
