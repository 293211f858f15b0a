/** What the smoke test makes of answers and logs. */
@NullMarked
package dev.slipway.activities.smoke;

import org.jspecify.annotations.NullMarked;
