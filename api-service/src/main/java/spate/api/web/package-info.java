/// What every endpoint shares: problems as RFC 9457 bodies, bounds of a request, rates, checks of fields.
@NullMarked
package spate.api.web;

import org.jspecify.annotations.NullMarked;
