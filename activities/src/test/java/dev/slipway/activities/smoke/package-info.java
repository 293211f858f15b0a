/** How the smoke test reads answers and logs. */
@NullMarked
package dev.slipway.activities.smoke;

import org.jspecify.annotations.NullMarked;
