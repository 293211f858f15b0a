/** The live agent: invocations and its logs. */
@NullMarked
package dev.slipway.starter.live;

import org.jspecify.annotations.NullMarked;
