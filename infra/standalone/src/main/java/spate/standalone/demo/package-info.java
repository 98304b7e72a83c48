/// The demo room and the simulated viewers who chat in it, all through the same API as everybody.
@NullMarked
package spate.standalone.demo;

import org.jspecify.annotations.NullMarked;
