/** What a step logs while it runs, redacted before it is kept. */
@NullMarked
package dev.slipway.activities.log;

import org.jspecify.annotations.NullMarked;
