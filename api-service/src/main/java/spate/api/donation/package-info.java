/// Donations: given, listed, ranked, given back.
@NullMarked
package spate.api.donation;

import org.jspecify.annotations.NullMarked;
