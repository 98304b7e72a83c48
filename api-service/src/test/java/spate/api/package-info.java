/// Tests of the REST service.
@NullMarked
package spate.api;

import org.jspecify.annotations.NullMarked;
