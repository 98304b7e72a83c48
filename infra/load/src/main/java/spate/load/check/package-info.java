/// The proof: what each session received, in which order, compared with what was stored.
@NullMarked
package spate.load.check;

import org.jspecify.annotations.NullMarked;
