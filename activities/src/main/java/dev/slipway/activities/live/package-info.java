/** What the alias {@code live} points to, compared with what was deployed. */
@NullMarked
package dev.slipway.activities.live;

import org.jspecify.annotations.NullMarked;
