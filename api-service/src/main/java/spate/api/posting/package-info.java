/// Messages posted over REST.
@NullMarked
package spate.api.posting;

import org.jspecify.annotations.NullMarked;
