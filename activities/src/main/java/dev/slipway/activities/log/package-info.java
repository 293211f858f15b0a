/** What a step says while it works, redacted before it is kept. */
@NullMarked
package dev.slipway.activities.log;

import org.jspecify.annotations.NullMarked;
