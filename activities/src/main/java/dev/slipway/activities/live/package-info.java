/** What answers behind the alias {@code live}, compared with what was deployed. */
@NullMarked
package dev.slipway.activities.live;

import org.jspecify.annotations.NullMarked;
