/** Generates the specification of the API from the code; the starter serves the checked-in one. */
@NullMarked
package dev.slipway.openapi;

import org.jspecify.annotations.NullMarked;
