/// Tests of spate.api.web.
@NullMarked
package spate.api.web;

import org.jspecify.annotations.NullMarked;
