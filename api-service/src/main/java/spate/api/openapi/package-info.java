/// The description of the calls, generated from the controllers.
@NullMarked
package spate.api.openapi;

import org.jspecify.annotations.NullMarked;
