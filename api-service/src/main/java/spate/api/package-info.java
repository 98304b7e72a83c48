/// The REST service of Spate, as a part of a process or as a process of its own.
@NullMarked
package spate.api;

import org.jspecify.annotations.NullMarked;
