/// The tables of Spate, brought up to date before anything uses them.
@NullMarked
package spate.api.schema;

import org.jspecify.annotations.NullMarked;
