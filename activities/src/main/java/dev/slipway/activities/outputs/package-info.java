/** Where the live agent can be found. */
@NullMarked
package dev.slipway.activities.outputs;

import org.jspecify.annotations.NullMarked;
