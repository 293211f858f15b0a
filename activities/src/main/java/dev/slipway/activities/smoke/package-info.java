/** The proof that the live agent answers. */
@NullMarked
package dev.slipway.activities.smoke;

import org.jspecify.annotations.NullMarked;
